import { formulaModel, formulaInput } from '../../packages/engine/src/files/testing/standard-models';
import { writeKerasH5 } from '../../packages/engine/src/files/write-keras-h5';
import { tf } from '../../packages/engine/src/tensorflow/tf';
import { writeFileSync } from 'node:fs';
(async () => {
  for (const n of ['autoencoder', 'lenet', 'transfer', 'birnn', 'cnn-lstm'] as const) {
    const t = Date.now();
    const m = formulaModel(n);
    await writeKerasH5(m, `/tmp/w/${n}.h5`);
    const x = formulaInput(m);
    const p = m.predict(x) as tf.Tensor;
    console.log(n, m.countParams(), p.shape, Array.from(p.dataSync().slice(0, 4)), Date.now() - t);
    writeFileSync(
      `/tmp/w/${n}.json`,
      JSON.stringify({
        x: Array.from(x.dataSync()),
        shape: x.shape,
        dtype: x.dtype,
        p: Array.from(p.dataSync()),
        pshape: p.shape,
      }),
    );
  }
})();
