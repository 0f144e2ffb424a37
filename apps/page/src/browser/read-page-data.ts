import { config } from 'zod/mini';
import { PageData } from '../page-data';

// Its compiled parsers need eval, which the page's policy forbids.
config({ jitless: true });

async function read(file: string): Promise<Response> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} could not be loaded (status ${response.status}).`);
  return response;
}

/**
 * Reads `page.json`, and the images that it names.
 * @throws Error when one of them cannot be read or is not what the build writes
 */
export async function readPageData(): Promise<{ data: PageData; images: Uint8Array }> {
  const parsed = PageData.safeParse(await (await read('page.json')).json());
  if (!parsed.success) throw new Error('page.json is not of this version of the page.');
  const images = new Uint8Array(await (await read(parsed.data.images.file)).arrayBuffer());
  const expected = parsed.data.images.items.length * 784;
  if (images.length !== expected)
    throw new Error(`${parsed.data.images.file} has ${images.length} bytes in place of ${expected}.`);
  return { data: parsed.data, images };
}
