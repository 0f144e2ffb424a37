import { readKerasH5Weights, writeKerasH5, writeLayersModel, readLayersModel } from '../../packages/engine/src/files';
import { formulaModel } from '../../packages/engine/src/files/testing/standard-models';
import { readFileSync, writeFileSync, truncateSync, copyFileSync, readdirSync } from 'node:fs';
const t = async (l: string, f: () => Promise<unknown>) => {
  try {
    const r = await f();
    console.log(l, 'OK', r instanceof Map ? r.size : r);
  } catch (e) {
    console.log(l, (e as Error).name, (e as Error).message.slice(0, 400));
  }
};
(async () => {
  const g = '/tmp/w/lenet.h5';
  const b = readFileSync(g);
  writeFileSync('/tmp/w/x1.h5', 'hello');
  writeFileSync('/tmp/w/x2.h5', b.subarray(0, b.length >> 1));
  writeFileSync('/tmp/w/x3.h5', '');
  const c = Buffer.from(b);
  c.fill(0xff, 2000, 6000);
  writeFileSync('/tmp/w/x4.h5', c);
  writeFileSync('/tmp/w/x5.h5', b.subarray(0, b.length - 100));
  for (const i of [1, 2, 3, 4, 5]) await t('read ' + i, () => readKerasH5Weights(`/tmp/w/x${i}.h5`));
  await t('dir', () => readKerasH5Weights('/tmp/w/tb'));
  await t('good', () => readKerasH5Weights(g));
  const m = formulaModel('cnn-lstm');
  await writeKerasH5(m, '/tmp/w/y.h5');
  await t('again', () => readKerasH5Weights('/tmp/w/y.h5'));
  await t('nofolder', () => writeKerasH5(m, '/tmp/w/nope/x.h5'));
  await t('limited', async () => {
    await writeKerasH5(m, '/tmp/w/full/x.h5');
    return readdirSync('/tmp/w/full');
  });
  await t('limited', async () => {
    await writeLayersModel(m, '/tmp/w/full/m');
    return readdirSync('/tmp/w/full');
  });
  console.log(readdirSync('/tmp/w/full'));
  await writeKerasH5(m, '/tmp/w/y.h5');
  await t('again', () => readKerasH5Weights('/tmp/w/y.h5'));
})();
