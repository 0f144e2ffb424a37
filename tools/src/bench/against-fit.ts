// How many times as fast `fit` of engine trains as `model.fit` of TensorFlow.js, for models of TensorFlow.js's examples:
//   npx nx run tools:bench-fit
// Both take turns in one process, on the same TensorFlow and data. A step is of 32 rows; the first epoch of a call, in which
// the graph is compiled, does not count, and what it took more than the others is stated apart.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { artifactsDir, reportFailure } from '@reprise/base';
import { median } from '@reprise/eval';
import { fit, tf } from '@reprise/engine';
import { EXAMPLE_MODELS, type ExampleModel } from './example-models';
import { machine } from '../machine';
import { FitResult } from './result';

const BATCH = 32;
const EPOCHS = 4;
const TURNS = 5;

type Train = (args: tf.ModelFitArgs) => Promise<tf.History>;
interface Turn {
  /** Milliseconds a step, after the first epoch. */
  step: number;
  /** What the first epoch took more. */
  first: number;
  losses: number[];
}

async function turn(train: Train, rows: number): Promise<Turn> {
  const steps = rows / BATCH;
  const ends = [performance.now()];
  const { history } = await train({
    epochs: EPOCHS,
    batchSize: BATCH,
    shuffle: false,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: { onEpochEnd: () => void ends.push(performance.now()) },
  });
  const epochs = ends.slice(1).map((end, i) => end - ends[i]);
  const epoch = median(epochs.slice(1));
  return { step: epoch / steps, first: epochs[0] - epoch, losses: history['loss'] as number[] };
}

async function measure(
  name: string,
  { build, data, noise, dense }: ExampleModel,
): Promise<FitResult['models'][number]> {
  const { x, y } = data();
  const rows = [x].flat()[0].shape[0];
  const [ours, theirs] = [build(), build()];
  ours.setWeights(theirs.getWeights());
  const found: Record<'ours' | 'theirs', Turn[]> = { ours: [], theirs: [] };
  for (let i = 0; i < TURNS; i++) {
    found.ours.push(await turn((args) => fit(ours, x, y, args), rows));
    found.theirs.push(await turn((args) => theirs.fit(x, y, args), rows));
  }
  const [first, expected] = [found.ours[0].losses, found.theirs[0].losses];
  const differences = expected.map((loss, i) => Math.abs(loss - first[i]) / Math.abs(loss));
  return {
    model: name,
    dense: dense === true,
    model_fit_ms: median(found.theirs.map(({ step }) => step)),
    fit_ms: median(found.ours.map(({ step }) => step)),
    compile_ms: found.ours[0].first,
    ...(!noise && { loss_difference: Math.max(...differences) }),
  };
}

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  const models: FitResult['models'] = [];
  for (const [name, example] of Object.entries(EXAMPLE_MODELS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const result = await measure(name, example);
    models.push(result);
    const ratio = (result.model_fit_ms / result.fit_ms).toFixed(1);
    console.log(`${name}: ${ratio} times as fast, ${result.fit_ms.toFixed(2)} ms a step`);
  }
  const file = artifactsDir('bench', 'fit.json');
  mkdirSync(dirname(file), { recursive: true });
  const result = FitResult.parse({ date: new Date().toISOString(), machine: machine(), models } satisfies FitResult);
  writeFileSync(file, JSON.stringify(result, null, 2) + '\n');
}

main().catch(reportFailure);
