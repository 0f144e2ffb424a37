import { loadUrlFrame, loadUrls } from '@reprise/data';

/** The URL lists and the notebook’s split, as `data:urls` writes them: 67,352 rows. */
export async function listRows(): Promise<{
  urls: string[];
  malicious: Uint8Array;
  trainRows: Int32Array;
  testRows: Int32Array;
}> {
  const [frame, { trainRows, testRows }] = await Promise.all([loadUrlFrame(), loadUrls()]);
  return {
    urls: Array.from(frame.array('URL'), String),
    malicious: Uint8Array.from(frame.array('Is_Malicious')),
    trainRows,
    testRows,
  };
}
