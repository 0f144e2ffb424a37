import { type PageData, type PageModel, TEST_URLS } from '../../page-data';
import { loadedOnce, readFile } from '../parts/loaded-once';

/** The test set's URLs and what the models predict for them. */
export interface LoadedTestUrls {
  /** 0 benign, 1 malicious. */
  labels: Uint8Array;
  /** By row: the URLs that can change sides. */
  urls: ReadonlyMap<number, string>;
  /** Probabilities of "malicious", by model. */
  predictions: ReadonlyMap<PageModel, Float32Array>;
}

async function load({ testUrls }: PageData): Promise<LoadedTestUrls> {
  const bytes = async (file: string): Promise<ArrayBuffer> => (await readFile(file)).arrayBuffer();
  const predictions = new Map<PageModel, Float32Array>();
  for (const model of testUrls)
    if (model.state === 'ready') predictions.set(model.name, new Float32Array(await bytes(model.file)));
  const urls = (await (await readFile(TEST_URLS.urls)).json()) as [row: number, url: string][];
  return { labels: new Uint8Array(await bytes(TEST_URLS.labels)), urls: new Map(urls), predictions };
}

/** The test set's URLs, if a model is ready. */
export const useTestUrls = loadedOnce(load);
