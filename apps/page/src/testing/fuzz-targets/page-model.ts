import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { mutatedJson, fuzzTarget } from '@reprise/base/fuzz';
import { readModel } from '../../build/read-model';

const figures = { loss: 0.1, loss_without_regularizer: 0.1, acc: 0.9 };
const curve = [0.2, 0.1];
const RUN = {
  ...{ schema: 1, experiment: 'lenet', model: 'lenet', title: 'LeNet', profile: 'full', slice: false, seed: 1 },
  task: 'multiclass',
  config: {
    ...{ epochs: 2, batch_size: 32, train_rows: 10, test_rows: 10, loss: 'categorical_crossentropy' },
    ...{ optimizer: { name: 'Adam' }, towers: 2, steps_per_call: 4, intra_op_threads: 1, inter_op_threads: 2 },
  },
  ...{ inputs: {}, tensorflow: '2.21.0', parameters: { total: 1, trainable: 1, frozen: 0 }, layers: [] },
  history: { loss: curve, loss_without_regularizer: curve, val_loss: curve, val_loss_without_regularizer: curve },
  ...{ epochs_run: 2, stopped_early: false, final: { train: figures, test: figures } },
};
/** The page copies it without reading it. */
const MODEL = '{}';

export default fuzzTarget({
  name: 'models of the page',
  input: mutatedJson(RUN),
  async read(run, { folder }) {
    const place = join(folder, 'full', 'lenet', 'seed-1');
    mkdirSync(join(place, 'model'), { recursive: true });
    writeFileSync(join(place, 'run.json'), run);
    writeFileSync(join(place, 'model', 'model.json'), MODEL);
    const sha256 = { 'run.json': digest(run), 'model/model.json': digest(MODEL) };
    writeFileSync(join(place, 'manifest.json'), JSON.stringify({ sha256 }));
    const { entry } = await readModel(folder, 'lenet', 'full', 1);
    if (JSON.stringify(entry).includes(folder)) throw new Error('the page names a local path');
    return entry.state === 'ready' ? 'read' : 'refused';
  },
});
