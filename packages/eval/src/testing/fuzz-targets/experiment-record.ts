import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzTarget, mutatedJson } from '@reprise/base/fuzz';
import { packNumbers } from '../../records/pack-numbers';
import { readRecords } from '../../records/read-records';

const record = {
  ...{ schema: 1, experiment: 'lenet', framework: 'Reprise', machine: 'one', rows: 3 },
  trainings: [
    {
      seed: 11,
      history: { loss: [1, 0.5], val_loss: [1, 0.6], acc: [0.5, 0.7], val_acc: [0.5, 0.6] },
      stopped_early: false,
      accuracy: { train: 0.7, test: 0.6 },
      rows: { correct: packNumbers([0, 1, 1]) },
    },
  ],
};

export default fuzzTarget({
  name: 'published records (reprise/EXPERIMENT.json)',
  weight: 0.3,
  input: mutatedJson(record),
  async read(bytes, { folder }) {
    for (const name of ['reprise', 'tf_keras']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'reprise', 'lenet.json'), bytes);
    writeFileSync(
      join(folder, 'facts.json'),
      JSON.stringify({ schema: 1, facts: {}, observations: {}, figures: [], models: {} }),
    );
    const { records } = await readRecords(folder);
    for (const training of records.find('lenet').trainings)
      if (training.rows?.correct) {
        const { length } = records.rows('lenet', training, 'correct');
        if (length !== records.find('lenet').rows) throw new Error(`${length} rows`);
      }
  },
});
