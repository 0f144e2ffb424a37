import type { File } from 'h5wasm/node';

type H5wasm = typeof import('h5wasm/node');

let loading: Promise<H5wasm> | undefined;

async function load(): Promise<H5wasm> {
  const h5wasm = await import('h5wasm/node');
  const { activate_throwing_error_handler } = await h5wasm.ready;
  // By default HDF5 prints its errors and h5wasm continues, even if the disk is full.
  activate_throwing_error_handler();
  return h5wasm;
}

/** h5wasm, which is ESM only; its functions throw HDF5's errors. */
export const hdf5 = (): Promise<H5wasm> => (loading ??= load());

/** Does `work` with an open file and closes it, also after an error. */
export function useFile<T>(file: File, work: (file: File) => T): T {
  let result: T;
  try {
    result = work(file);
  } catch (error) {
    try {
      file.close();
    } catch {
      // The first error says more.
    }
    throw error;
  }
  file.close();
  return result;
}
