// How much faster `fit` of engine is than `model.fit` of TensorFlow.js, in turns: milliseconds a step of 32 rows.
import { fit, tf } from '@reprise/engine';
import { EXAMPLE_MODELS, type ExampleModel } from './example-models';

const BATCH = 32;
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds of the calls of onBatchEnd, which follow the steps. */
function stopwatch(): { callbacks: tf.CustomCallbackArgs; first: () => number; steps: () => number[] } {
  const started = performance.now();
  const times: number[] = [];
  return {
    callbacks: { onEpochEnd: () => void times.push(performance.now()) },
    first: () => times[0] - started,
    steps: () => times.slice(1).map((time, i) => time - times[i]),
  };
}

async function measure({ build, data }: ExampleModel, turns: number): Promise<{ ours: number; theirs: number; compile: number }> {
  const { x, y } = data();
  const rows = [x].flat()[0].shape[0];
  const epochs = async (train: (args: tf.ModelFitArgs) => Promise<unknown>): Promise<{ first: number; step: number }> => {
    const watch = stopwatch();
    await train({ epochs: 4, batchSize: BATCH, verbose: 0, callbacks: watch.callbacks, yieldEvery: 'never' });
    const step = median(watch.steps()) / (rows / BATCH);
    return { first: watch.first() - step * (rows / BATCH), step };
  };
  const [ours, theirs] = [build(), build()];
  const found: { ours: number[]; theirs: number[]; compile: number[] } = { ours: [], theirs: [], compile: [] };
  for (let turn = 0; turn < turns; turn++) {
    const { first, step } = await epochs((args) => fit(ours, x, y, args));
    found.ours.push(step);
    found.compile.push(first);
    found.theirs.push((await epochs((args) => theirs.fit(x, y, args))).step);
  }
  return { ours: median(found.ours), theirs: median(found.theirs), compile: found.compile[0] };
}

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  for (const [name, example] of Object.entries(EXAMPLE_MODELS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const { ours, theirs, compile } = await measure(example, 3);
    const ratio = theirs / ours;
    console.log(
      `${name.padEnd(26)} model.fit ${theirs.toFixed(2)} ms, fit ${ours.toFixed(2)} ms: ${ratio.toFixed(2)}, compiled in ${compile.toFixed(0)} ms`,
    );
  }
}

void main();
