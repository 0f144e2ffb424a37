import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '@reprise/base';

interface Hdf5Content {
  datasets: {
    /** `model_weights/dense_1/dense_1/kernel:0` */
    path: string;
    /** `float32`, or HDF5's name of another type, whose data is not read. */
    type: string;
    shape: number[];
    data?: Float32Array;
  }[];
}

/** Milliseconds. VGG16's 59 MB take less than a second. */
const TIMEOUT = 60_000;

/** The most informative line of HDF5's stack of errors: the system's message, or the innermost cause. */
export function describeHdf5Error(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const system = /error message = '([^']+)'/.exec(message)?.[1];
  const causes = Array.from(message.matchAll(/^ +#\d+: .*\(\): (.+)$/gm), (match) => match[1]);
  return system ?? causes.at(-1) ?? message.trim().split('\n')[0];
}

/**
 * Reads all float32 datasets of an HDF5 file. A worker thread does it: after an error HDF5 keeps
 * the file open and may confuse it with the next one, and a damaged file may crash it.
 *
 * @param expected what the file should be, for the error
 * @param todo what to do if it is not, for the error
 * @throws Problem if the file is missing, not HDF5, damaged, or claims more values than it has bytes
 */
export async function readHdf5(path: string, expected: string, todo: string): Promise<Hdf5Content> {
  const problem = (found: string): Problem => new Problem({ where: path, expected, found, todo });
  const worker = new Worker(join(__dirname, 'read-hdf5-worker.js'), {
    workerData: { path },
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT);
  try {
    return await new Promise<Hdf5Content>((resolve, reject) => {
      worker.once('message', ({ content, error }: { content?: Hdf5Content; error?: string }) =>
        content ? resolve(content) : reject(problem(describeHdf5Error(error))),
      );
      worker.once('error', (error) => reject(problem(describeHdf5Error(error))));
      worker.once('exit', () => reject(problem('content that crashes or blocks HDF5')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
