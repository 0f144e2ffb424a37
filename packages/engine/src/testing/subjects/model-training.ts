import { subject } from '@reprise/base/fuzz';
import { towerLayers } from '../../model/fast-calls';
import { fit } from '../../model/fit';
import { innerModel } from '../../model/layers';
import { buildModel, dataOf, type ModelPlan, modelPlan } from '../random-model';
import '../../tensorflow/mended';
import { tf } from '@reprise/runtime';

/** What a training leaves: losses and metrics, weights, and the optimizer's state. */
type Named = [name: string, values: Float32Array];
interface Left {
  curves: Named[];
  tensors: Named[];
}

async function train(plan: ModelPlan, by: 'fit' | 'model.fit'): Promise<Left | Error> {
  const model = buildModel(plan);
  const { x, y, args } = dataOf(plan);
  try {
    // Half of them in towers, where the model allows it.
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

/** Of the largest of what is compared, and of at least 0.01: a sum of numbers near 1 that cancel leaves their rounding. */
const TOLERANCE = 1e-4;
/** Of an optimizer's state: a mean of gradients of either sign cancels. */
const TOLERANCE_OF_STATE = 1e-3;
const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-2);

/** Losses begin below 100, since data and weights lie within ±1. One that has grown so far has amplified rounding as much. */
const EXPLODED = 1000;

/** Curves, weights and state; of a training that explodes, what its first epoch gave. */
function comparable({ curves, tensors }: Left): Named[] {
  const losses = curves.find(([name]) => name === 'loss')?.[1] ?? new Float32Array();
  if (!losses.some((loss) => loss > EXPLODED)) return [...curves, ...tensors];
  return curves.map(([name, values]) => [name, values.subarray(0, 1)]);
}

function compare(found: Left, expected: Left): void {
  const all = comparable(found);
  for (const [i, [name, values]] of comparable(expected).entries()) {
    const ours = all[i]?.[1];
    if (ours?.length !== values.length) throw new Error(`${name}: ${ours?.length} values, not ${values.length}`);
    const limit = (name.startsWith('state ') ? TOLERANCE_OF_STATE : TOLERANCE) * largest(values);
    const at = values.findIndex((value, k) => !(Math.abs(value - ours[k]) <= limit || Object.is(value, ours[k])));
    if (at >= 0) throw new Error(`${name}[${at}]: ${ours[at]} by fit, ${values[at]} by model.fit`);
  }
}

/** A window that is larger than its input leaves nothing: TensorFlow refuses it in a graph (docs/parity.md). */
const EMPTY = /Negative dimension size/;

/** TensorFlow.js has no gradient for a recurrent layer over one step; `fit` has (docs/parity.md). */
const ONE_STEP = /passed to stack must be/;

/** A model trains by `fit` as by `model.fit`: three steps at least, to the same losses, metrics, weights and state. */
export default subject({
  name: 'training of a random model',
  input: modelPlan,
  share: 0.6,
  inputsPerProcess: 50,
  async read(plan) {
    tf.engine().startScope();
    try {
      const expected = await train(plan, 'model.fit');
      const found = await train(plan, 'fit');
      if (expected instanceof Error) {
        if (!(found instanceof Error) && !ONE_STEP.test(expected.message))
          throw new Error(`fit trains what model.fit refuses: ${expected.message}`);
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
