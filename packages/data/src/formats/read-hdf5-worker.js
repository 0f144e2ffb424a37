// The worker thread of read-hdf5.ts. JavaScript, since a worker has no TypeScript loader.
const { statSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');

/** The most groups and datasets, and how deep they may be nested: Keras's largest file has some hundred, four deep. */
const MOST_ENTRIES = 5000;
const DEEPEST = 8;
const product = (shape) => shape.reduce((size, n) => size * n, 1);

async function read({ path }) {
  const { ready, File } = await import('h5wasm/node');
  // By default HDF5 prints its errors and h5wasm continues.
  (await ready).activate_throwing_error_handler();
  // Keras stores values uncompressed, so that a file has at least as many bytes as it claims values.
  let room = statSync(path).size;
  let entries = 0;
  const content = { datasets: [] };
  const visit = (entry, at, depth) => {
    if (++entries > MOST_ENTRIES || depth > DEEPEST) throw new Error('more groups than a model has');
    if (entry?.type === 'Group')
      for (const key of entry.keys()) visit(entry.get(key), at === '' ? key : `${at}/${key}`, depth + 1);
    if (entry?.type !== 'Dataset') return;
    const { dtype, metadata } = entry;
    const shape = (metadata.shape ?? []).map(Number);
    const type = dtype === '<f' && metadata.size === 4 ? 'float32' : JSON.stringify(dtype);
    if (type !== 'float32') return void content.datasets.push({ path: at, type, shape });
    room -= 4 * product(shape);
    if (!(room >= 0)) throw new Error(`${at} claims more values than the file holds`);
    content.datasets.push({ path: at, type, shape, data: entry.value });
  };
  const file = new File(path, 'r');
  visit(file, '', 0);
  file.close();
  return content;
}

read(workerData).then(
  (content) => parentPort.postMessage({ content }),
  (error) => parentPort.postMessage({ error: error instanceof Error ? error.message : String(error) }),
);
