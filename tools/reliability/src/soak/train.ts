import { createRandom } from '@reprise/engine';
import { experiments as text } from '@reprise/text';
import { type Experiment, prepareTraining } from '@reprise/training';
import { experiments as vision } from '@reprise/vision';
import { type Part, ROUNDS, soak, type Work } from './soak';

const STEPS = 10_000;
/** A tensor that leaks at each step would be 10,000 · 500 bytes. */
const BOUND = 4e6;

/** Training steps; each round also evaluates, predicts and reads the weights. */
async function training(experiment: Experiment): Promise<Work> {
  const { data, trainer } = await prepareTraining(experiment, { ...experiment.quick, testRows: 250 }, 1);
  const { rows } = data.train;
  const random = createRandom(3);
  return {
    name: `training steps of ${experiment.name}`,
    times: STEPS,
    async round() {
      for (let done = 0; done < STEPS / ROUNDS;) {
        const order = random.permutation(rows);
        const whole = rows - (rows % trainer.rowsPerCall);
        for (let at = 0; at < whole && done < STEPS / ROUNDS; at += trainer.rowsPerCall)
          done += (await trainer.train(order.subarray(at, at + trainer.rowsPerCall))).length;
      }
      await trainer.evaluate(data.test);
      await trainer.predict(data.test);
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
