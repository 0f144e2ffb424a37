import { createRandom, createTrainer, initialize, slice } from '@reprise/engine';
import { experiments as text } from '@reprise/text';
import { compileLikeKeras, type Experiment, STEPS_PER_CALL } from '@reprise/training';
import { experiments as vision } from '@reprise/vision';
import { type Part, ROUNDS, soak, type Work } from './soak';

const STEPS = 10_000;
/** A tensor that leaks at each step would be 10,000 · 500 bytes. */
const BOUND = 4e6;

/** Training steps; each round also evaluates, predicts and reads the weights. */
async function training(experiment: Experiment): Promise<Work> {
  const { name, batchSize, towers } = experiment;
  const built = experiment.build();
  initialize(built.trained.layers, createRandom(1));
  compileLikeKeras(built.trained, experiment, experiment.task !== 'reconstruction');
  const { train, test } = await experiment.loadData(built, experiment.quick);
  const [rows, few] = [slice(train, experiment.quick.trainRows), slice(test, 250)];
  const trainer = createTrainer({
    model: built.trained,
    towers,
    seed: 2,
    batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train: rows,
    others: [few],
  });
  const random = createRandom(3);
  return {
    name: `training steps of ${name}`,
    times: STEPS,
    async round() {
      for (let done = 0; done < STEPS / ROUNDS;) {
        const order = random.permutation(rows.rows);
        const whole = rows.rows - (rows.rows % trainer.rowsPerCall);
        for (let at = 0; at < whole && done < STEPS / ROUNDS; at += trainer.rowsPerCall)
          done += (await trainer.train(order.subarray(at, at + trainer.rowsPerCall))).length;
      }
      await trainer.evaluate(few);
      await trainer.predict(few);
      trainer.variables.forEach((variable) => variable.dataSync());
    },
    dispose: () => trainer.dispose(),
  };
}

export function soakTrainings(): Promise<Part> {
  const experiments = [vision.lenet, vision.autoencoder, text.birnn, text['cnn-lstm']];
  const names = experiments.map(({ name }) => name).join(', ');
  const works = experiments.map((experiment) => () => training(experiment));
  return soak(`training steps of ${names}`, BOUND, works);
}
