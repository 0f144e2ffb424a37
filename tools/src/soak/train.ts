import { createRandom, createTrainer, initialize, slice, tf } from '@reprise/engine';
import { compileLikeKeras, type Experiment, STEPS_PER_CALL } from '@reprise/training';
import { processSize } from '@reprise/engine/testing';
import { inMb, overRounds } from './growth';
import type { Part } from './part';

const STEPS = 10_000;
const ROUNDS = 10;
/** A tensor left at each step would be 10,000 · 500 bytes. */
const BOUND = 4e6;

/** Trains a model of the notebook for 10,000 steps in this process; each thousand, it evaluates, predicts and reads its weights. */
export async function trainLong(experiment: Experiment): Promise<Part> {
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
  const run = async (steps: number): Promise<void> => {
    for (let done = 0; done < steps;) {
      const order = random.permutation(rows.rows);
      const whole = rows.rows - (rows.rows % trainer.rowsPerCall);
      for (let at = 0; at < whole && done < steps; at += trainer.rowsPerCall)
        done += (await trainer.train(order.subarray(at, at + trainer.rowsPerCall))).length;
    }
    await trainer.evaluate(few);
    await trainer.predict(few);
    trainer.variables.forEach((variable) => variable.dataSync());
  };
  await run(STEPS / ROUNDS);
  const tensors = tf.memory().numTensors;
  const { growth, sizes } = await overRounds(ROUNDS, () => run(STEPS / ROUNDS), processSize);
  const left = tf.memory().numTensors - tensors;
  trainer.dispose();
  const failures = [
    ...(growth >= BOUND
      ? [`${name}: it grew by ${inMb(growth)} over ${STEPS} steps (${sizes.map(inMb).join(', ')})`]
      : []),
    ...(left !== 0 ? [`${name}: ${left} tensors are left`] : []),
  ];
  const outcome = `${inMb(growth)} growth, ${left} tensors left; ${inMb(sizes[ROUNDS])} at the end`;
  return { rows: [{ fault: `training steps of ${name} in one process`, times: STEPS, outcome }], failures };
}
