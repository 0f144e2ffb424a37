import type { ColumnTable } from 'arquero';
import { Problem, readBounded } from '@reprise/base';
import type { UrlRows } from './lists/url-rows';

/** The notebook's data frame: columns URL (text) and Is_Malicious (0 or 1), benign rows first. */
export async function urlFrame({ urls, malicious }: UrlRows): Promise<ColumnTable> {
  const aq = await import('arquero');
  return aq.table({ URL: urls, Is_Malicious: malicious });
}

/** The frame as an Arrow IPC file (Feather 2), which pandas, pyarrow and others read. */
export async function frameToArrow(frame: ColumnTable): Promise<Uint8Array> {
  const aq = await import('arquero');
  return aq.toArrowIPC(frame, { format: 'file' });
}

/** The most bytes of the file, which has 4.5 million. */
const MOST = 1 << 26;

/** Reads the rows of a file of {@link frameToArrow}. @throws Problem if it is missing or another frame */
export async function readFrame(where: string): Promise<UrlRows> {
  const aq = await import('arquero');
  const wanted = {
    expected: 'an Arrow file with the columns URL and Is_Malicious',
    todo: 'Run `npx nx run data:urls` to write it again.',
  };
  const bytes = await readBounded(where, MOST, wanted);
  let found: string;
  try {
    const frame = aq.fromArrow(bytes);
    found = `columns ${frame.columnNames()}`;
    if (found === 'columns URL,Is_Malicious')
      return {
        urls: Array.from(frame.array('URL') as ArrayLike<string>),
        malicious: Uint8Array.from(frame.array('Is_Malicious') as ArrayLike<number>),
      };
  } catch (cause) {
    found = String(cause);
  }
  throw new Problem({ where, found, ...wanted });
}
