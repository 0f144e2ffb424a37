import { loadUrlRows, loadUrls } from '@reprise/data';

/** The URL lists and the notebook’s split, as `data:urls` writes them: 67,352 rows. */
export async function listRows(): Promise<{
  urls: string[];
  malicious: Uint8Array;
  trainRows: Int32Array;
  testRows: Int32Array;
}> {
  const [rows, { trainRows, testRows }] = await Promise.all([loadUrlRows(), loadUrls()]);
  return { ...rows, trainRows, testRows };
}
