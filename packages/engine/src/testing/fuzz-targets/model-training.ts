import { fuzzTarget } from '@reprise/base/fuzz';
import { towerLayers } from '../../fusion/towers';
import { fit } from '../../model/fit';
import { innerModel } from '../../tfjs/model-internals';
import { buildModel, dataOf, type ModelPlan, modelPlan } from '../random-model';
import '../../tensorflow/fixes';
import { tf } from '@reprise/runtime';

type Named = [name: string, values: Float32Array];
interface Result {
  /** Losses and metrics. */
  curves: Named[];
  /** Weights, and the optimizer's state. */
  tensors: Named[];
}

async function train(plan: ModelPlan, by: 'fit' | 'model.fit'): Promise<Result | Error> {
  const model = buildModel(plan);
  const { x, y, args } = dataOf(plan);
  try {
    // About half of them in towers, if the model supports it.
    const masks = plan.inputs.includes('tokens') || plan.nodes.some(({ kind }) => kind === 'masking');
    const allowed = !masks && towerLayers(innerModel(model)).length > 0;
    const towers = allowed && plan.batchSize % 2 === 0 ? 2 : 1;
    const { history } = await (by === 'fit' ? fit(model, x, y, { ...args, towers }) : model.fit(x, y, args));
    const { optimizer } = model;
    const state = optimizer.getClassName() === 'Adamax' ? [] : await optimizer.getWeights();
    return {
      curves: Object.entries(history).map(([name, values]) => [name, Float32Array.from(values as number[])]),
      tensors: [
        ...model.weights.map((weight): Named => [weight.originalName, weight.read().dataSync<'float32'>()]),
        ...state.map(({ name, tensor }): Named => [`state ${name.replace(/\d+/g, '')}`, tensor.dataSync<'float32'>()]),
      ],
    };
  } catch (error) {
    return error as Error;
  }
}

/** Relative to the largest value, and to at least 0.01: sums whose terms cancel consist of rounding. */
const TOLERANCE = 1e-4;
/** For the optimizer's state, where averages of gradients cancel. */
const STATE_TOLERANCE = 1e-3;
const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-2);

/** The first loss is below 100, since data and weights are within ±1. A loss above this has amplified rounding, too. */
const EXPLODED = 1000;

/** Curves, weights and state; for an exploding training, only the curves' first epoch. */
function comparable({ curves, tensors }: Result): Named[] {
  const losses = curves.find(([name]) => name === 'loss')?.[1] ?? new Float32Array();
  if (!losses.some((loss) => loss > EXPLODED)) return [...curves, ...tensors];
  return curves.map(([name, values]) => [name, values.subarray(0, 1)]);
}

function compare(found: Result, expected: Result): void {
  const all = comparable(found);
  for (const [i, [name, values]] of comparable(expected).entries()) {
    const ours = all[i]?.[1];
    if (ours?.length !== values.length) throw new Error(`${name}: ${ours?.length} values, not ${values.length}`);
    const limit = (name.startsWith('state ') ? STATE_TOLERANCE : TOLERANCE) * largest(values);
    const at = values.findIndex((value, k) => !(Math.abs(value - ours[k]) <= limit || Object.is(value, ours[k])));
    if (at >= 0) throw new Error(`${name}[${at}]: ${ours[at]} by fit, ${values[at]} by model.fit`);
  }
}

/** A window larger than its input: TensorFlow rejects it in a graph (docs/parity.md). */
const EMPTY = /Negative dimension size/;

/** TensorFlow.js has no gradient for a recurrent layer over one step (docs/parity.md, 22). */
const ONE_STEP = /passed to stack must be/;

/** At least three steps of `fit` and `model.fit` give the same losses, metrics, weights and optimizer state. */
export default fuzzTarget({
  name: 'training of a random model',
  input: modelPlan,
  weight: 0.6,
  inputsPerProcess: 50,
  async read(plan) {
    tf.engine().startScope();
    try {
      const expected = await train(plan, 'model.fit');
      const found = await train(plan, 'fit');
      if (expected instanceof Error) {
        if (!(found instanceof Error) && !ONE_STEP.test(expected.message))
          throw new Error(`fit trains a model that model.fit rejects: ${expected.message}`);
        return 'refused';
      }
      if (found instanceof Error && EMPTY.test(found.message)) return 'refused';
      if (found instanceof Error) throw found.name === 'Problem' ? new Error(found.message) : found;
      compare(found, expected);
      return 'read';
    } finally {
      tf.engine().endScope();
      tf.disposeVariables();
    }
  },
});
