import type { ColumnTable } from 'arquero';
import { Problem, readBounded } from '@reprise/base';
import type { UrlRows } from './url-rows';

/** The notebook's data frame: columns URL (text) and Is_Malicious (0 or 1), benign rows first. */
export async function urlFrame({ urls, malicious }: UrlRows): Promise<ColumnTable> {
  const aq = await import('arquero');
  return aq.table({ URL: urls, Is_Malicious: malicious });
}

/** The frame as an Arrow IPC file (Feather 2), which pandas, pyarrow and others open. */
export async function frameToArrow(frame: ColumnTable): Promise<Uint8Array> {
  const aq = await import('arquero');
  return aq.toArrowIPC(frame, { format: 'file' });
}

/** Bytes of the file, at most: it has 4.5 million. */
const MOST = 1 << 26;

/** Reads what {@link frameToArrow} gave. @throws Problem when the file is missing or no such frame */
export async function readFrame(path: string): Promise<ColumnTable> {
  const aq = await import('arquero');
  const problem = (found: string, cause?: unknown): Problem =>
    new Problem(
      {
        where: path,
        expected: 'an Arrow file with the columns URL and Is_Malicious',
        found,
        todo: 'Run `npx nx run data:urls` to make it again.',
      },
      { cause },
    );
  const bytes = await readBounded(path, MOST).catch((cause: unknown) => {
    throw problem('no readable file', cause);
  });
  try {
    const frame = aq.fromArrow(bytes);
    if (frame.columnNames().join() !== 'URL,Is_Malicious') throw problem(`columns ${frame.columnNames()}`);
    return frame;
  } catch (cause) {
    throw cause instanceof Problem ? cause : problem(String(cause), cause);
  }
}
