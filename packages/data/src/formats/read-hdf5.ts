import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '@reprise/base';

/** A dataset of a file. */
export interface Hdf5Dataset {
  /** `model_weights/dense_1/dense_1/kernel:0` */
  path: string;
  /** `float32`, or what HDF5 calls another type: of those there is no data. */
  type: string;
  shape: number[];
  data?: Float32Array;
}

/** A list of names that a group has as an attribute. */
export interface Hdf5List {
  /** The group's path; empty for the root. */
  group: string;
  name: string;
  values: string[];
}

export interface Hdf5Content {
  datasets: Hdf5Dataset[];
  lists: Hdf5List[];
}

/** Milliseconds: VGG16's 59 MB take less than one second. */
const LONGEST = 60_000;

/** The line that says most: the cause of all others in HDF5's stack of errors, in the system's words where it has some. */
export function describeHdf5Error(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const system = /error message = '([^']+)'/.exec(message)?.[1];
  const causes = Array.from(message.matchAll(/^ +#\d+: .*\(\): (.+)$/gm), (match) => match[1]);
  return system ?? causes.at(-1) ?? message.trim().split('\n')[0];
}

/**
 * Reads all float32 datasets of an HDF5 file, and Keras's lists of names. It is done in a thread of its own: after an
 * error HDF5 keeps the file open and may take the next one for it, and a broken file may stop it altogether.
 *
 * @param expected what the file should be, for the message
 * @throws Problem when it is missing, no HDF5, damaged, or claims more values than it has bytes
 */
export async function readHdf5(path: string, expected: string, todo: string): Promise<Hdf5Content> {
  const problem = (found: string): Problem => new Problem({ where: path, expected, found, todo });
  const worker = new Worker(join(__dirname, 'read-hdf5-worker.js'), {
    workerData: { path },
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  const timer = setTimeout(() => void worker.terminate(), LONGEST);
  try {
    return await new Promise<Hdf5Content>((resolve, reject) => {
      worker.once('message', ({ found, error }: { found?: Hdf5Content; error?: string }) =>
        found ? resolve(found) : reject(problem(describeHdf5Error(error))),
      );
      worker.once('error', (error) => reject(problem(describeHdf5Error(error))));
      worker.once('exit', () => reject(problem('something that stops HDF5')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
