// How many times as fast `fit` of the engine trains as `model.fit` of TensorFlow.js, for models of TensorFlow.js's examples:
//   npx nx run tools:bench-fit
// Both take turns in one process, on the same TensorFlow and data. A step has 32 rows. The first epoch of a call compiles the
// graph; it does not count, and the time it takes beyond the others is given apart.
import { mkdirSync } from 'node:fs';
import { artifactsDir, machine, reportFailure, writeJson } from '@reprise/base';
import { fit, tf } from '@reprise/engine';
import { median } from '@reprise/eval';
import { FitResult } from '../result';
import { EXAMPLE_MODELS, type ExampleModel } from './example-models';

const BATCH = 32;
const EPOCHS = 4;
const ROUNDS = 5;

interface Round {
  /** Milliseconds a step, after the first epoch. */
  step: number;
  /** Milliseconds of the first epoch beyond a later one. */
  compile: number;
  losses: number[];
}

async function round(train: (args: tf.ModelFitArgs) => Promise<tf.History>, rows: number): Promise<Round> {
  const ends = [performance.now()];
  const { history } = await train({
    epochs: EPOCHS,
    batchSize: BATCH,
    shuffle: false,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: { onEpochEnd: () => void ends.push(performance.now()) },
  });
  const [first, ...later] = ends.slice(1).map((end, i) => end - ends[i]);
  const epoch = median(later);
  return { step: (epoch * BATCH) / rows, compile: first - epoch, losses: history['loss'] as number[] };
}

async function measure(model: string, { build, data, noise }: ExampleModel): Promise<FitResult['models'][number]> {
  const { x, y } = data();
  const rows = [x].flat()[0].shape[0];
  const [candidate, baseline] = [build(), build()];
  candidate.setWeights(baseline.getWeights());
  const [ours, theirs]: Round[][] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    ours.push(await round((args) => fit(candidate, x, y, args), rows));
    theirs.push(await round((args) => baseline.fit(x, y, args), rows));
  }
  const differences = theirs[0].losses.map((loss, i) => Math.abs(loss - ours[0].losses[i]) / Math.abs(loss));
  return {
    model,
    model_fit_ms: median(theirs.map(({ step }) => step)),
    fit_ms: median(ours.map(({ step }) => step)),
    compile_ms: ours[0].compile,
    ...(!noise && { loss_difference: Math.max(...differences) }),
  };
}

async function main(names: string[]): Promise<void> {
  const models: FitResult['models'] = [];
  for (const [name, example] of Object.entries(EXAMPLE_MODELS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const result = await measure(name, example);
    models.push(result);
    const ratio = (result.model_fit_ms / result.fit_ms).toFixed(1);
    console.log(`${name}: ${ratio} times as fast, ${result.fit_ms.toFixed(2)} ms a step`);
  }
  const result = { date: new Date().toISOString(), machine: machine(), models } satisfies FitResult;
  mkdirSync(artifactsDir('bench'), { recursive: true });
  await writeJson(artifactsDir('bench', 'fit.json'), result);
}

main(process.argv.slice(2)).catch(reportFailure);
