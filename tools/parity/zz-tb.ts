import { writeTensorBoard } from '../../packages/engine/src/files';
import { readdirSync, readlinkSync } from 'node:fs';
import { tf } from '../../packages/engine/src/tensorflow/tf';
(async () => {
  const h = {
    loss: [1, 0.5],
    val_loss: [2, 3],
    acc: [0.1, 0.2],
    val_acc: [0.3, 0.4],
    loss_without_regularizer: [0, 0],
    val_loss_without_regularizer: [0, 0],
  };
  const n0 = tf.memory().numTensors;
  await writeTensorBoard('/tmp/w/tb/b', h);
  await writeTensorBoard('/tmp/w/tb/b', h);
  console.log(
    readdirSync('/tmp/w/tb/b'),
    tf.memory().numTensors - n0,
    readdirSync('/proc/self/fd')
      .map((f) => {
        try {
          return readlinkSync('/proc/self/fd/' + f);
        } catch {
          return '';
        }
      })
      .filter((x) => x.includes('tb')),
  );
})();
