// Layers of TensorFlow.js in faster forms, which differ in rounding alone. A form stands in for a layer's `call` while a
// model is traced, where class, call and activation are TensorFlow.js's own.
import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { knows, recur, type Recurrence } from '../fusion/recurrence';
import { standIn } from '../graph/stand-in';
import { type Stage, stageOf } from '../fusion/fuse';
import { rowByRow, split } from '../fusion/towers';
import { type Activation, activationName, standardName } from '../layers/standard-name';
import { lookUp } from '../layers/embedding';
import { chainFrom, followersIn } from './followers';
import { allLayers } from './layers';

type Kwargs = { mask?: tf.Tensor | tf.Tensor[] | null; initialState?: tf.Tensor[] | null; training?: boolean };
type Call = (inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs) => tf.Tensor | tf.Tensor[];
/** The faster form of a layer, which may hand what it does not do to the layer's own. */
type Form = (layer: tf.layers.Layer, own: Call) => Call | undefined;

/** What TensorFlow.js's recurrent layers keep to themselves. */
interface RecurrentFields extends tf.layers.Layer {
  cell: tf.layers.Layer & {
    units: number;
    activation: Activation;
    recurrentActivation?: Activation;
    kernel: tf.LayerVariable;
    recurrentKernel: tf.LayerVariable;
    bias: tf.LayerVariable | null;
    dropout: number;
    recurrentDropout: number;
  };
  goBackwards: boolean;
  returnSequences: boolean;
  returnState: boolean;
}

/** Without masks, dropout or states of its own. */
const recurrent: Form = (layer, own) => {
  const { cell, goBackwards, returnSequences, returnState, stateful } = layer as RecurrentFields;
  const names = {
    className: layer.getClassName(),
    activation: activationName(cell.activation) ?? '',
    recurrentActivation: activationName(cell.recurrentActivation) ?? '',
  };
  const settings = { ...names, units: cell.units, goBackwards, returnSequences } as Omit<Recurrence, 'kernel'>;
  if (
    Object.hasOwn(cell, 'call') ||
    returnState ||
    stateful ||
    cell.dropout > 0 ||
    cell.recurrentDropout > 0 ||
    !knows(settings)
  )
    return undefined;
  return (inputs, kwargs) => {
    const [x, ...more] = [inputs].flat();
    const masked = [kwargs.mask].flat().some((mask) => mask !== null && mask !== undefined);
    const plain = more.length === 0 && !masked && !kwargs.initialState && x.rank === 3 && x.dtype === 'float32';
    if (!plain) return own(inputs, kwargs);
    return recur(x, {
      ...settings,
      kernel: cell.kernel.read(),
      recurrentKernel: cell.recurrentKernel.read(),
      bias: cell.bias?.read(),
    });
  };
};

/** Rows of the table, whose gradient is summed into a table by one kernel. */
const embedding: Form = (layer) => (inputs) =>
  lookUp((layer as tf.layers.Layer & { embeddings: tf.LayerVariable }).embeddings.read(), [inputs].flat()[0]);

/** A layer with the check of TensorFlow.js's that it makes of its inputs. */
type Checked = tf.layers.Layer & { assertInputCompatibility(inputs: unknown): void };

/** Layers that by themselves have a form. */
const FORMS: Record<string, Form> = { Embedding: embedding, SimpleRNN: recurrent, GRU: recurrent, LSTM: recurrent };

/** Layers that are computed together: the last does all of it, and those before hand on what they are given. */
const together = (layers: tf.layers.Layer[], stage: Stage): (() => void)[] =>
  layers.map((layer, i) => {
    const call: Call = (inputs, { training }) => {
      const [x] = [inputs].flat();
      return i < layers.length - 1 ? tf.clone(x) : stage.apply(x, training === true);
    };
    return standIn(layer, 'call', call as typeof layer.call);
  });

/** A mask would have to be split as well. @returns what puts the layer's call back */
function refuseMask(layer: tf.layers.Layer): () => void {
  const call = layer.call.bind(layer);
  return standIn(layer, 'call', (inputs, kwargs) => {
    if ([(kwargs as Kwargs).mask].flat().some((mask) => mask !== null && mask !== undefined))
      throw new Problem({
        where: layer.name,
        expected: 'layers without masks, for towers',
        found: 'a mask',
        todo: 'Leave towers out.',
      });
    return call(inputs, kwargs);
  });
}

/** The faster form of a layer that is computed by itself. */
const formOf = (layer: tf.layers.Layer): Call | undefined =>
  FORMS[standardName(layer) ?? '']?.(layer, layer.call.bind(layer) as Call);

/** Layers one after the other on parts of a batch, side by side. */
function inTowers(layers: tf.layers.Layer[], towers: number, fusion: boolean): Stage {
  const stages: Stage[] = [];
  for (let at = 0; at < layers.length; at += stages[stages.length - 1].layers) {
    const [layer] = layers.slice(at);
    const call = (fusion && formOf(layer)) || (layer.call.bind(layer) as Call);
    const alone: Stage = { layers: 1, apply: (x, training) => [call(x, { training })].flat()[0] };
    stages.push((fusion ? stageOf(layers.slice(at)) : undefined) ?? alone);
  }
  const run = (x: tf.Tensor, training: boolean): tf.Tensor => stages.reduce((h, stage) => stage.apply(h, training), x);
  return {
    layers: layers.length,
    apply: (x, training) => tf.concat(split(x, towers).map((part) => run(part, training))),
  };
}

/**
 * The layers of a model that can be computed in towers: the longest row of layers each of which treats a row by itself and
 * feeds the next alone. Empty if no layer does.
 */
export function towerLayers(model: object): tf.layers.Layer[] {
  const followers = followersIn(model);
  const fed = new Set(followers.values());
  const starts = [...allLayers(model)].filter((layer) => layer.getClassName() === 'InputLayer' || !fed.has(layer));
  const rows = starts.map((layer) => {
    const chain = chainFrom(layer, followers);
    return rowByRow(layer.getClassName() === 'InputLayer' ? chain.slice(1) : chain);
  });
  return rows.reduce((longest, row) => (row.length > longest.length ? row : longest), []);
}

/**
 * Puts faster forms in the place of layers' calls.
 * @param towers parts of a batch that run side by side in {@link towerLayers}
 * @returns what puts the calls back
 */
export function useFastCalls(
  model: object,
  { towers = 1, fusion = true }: { towers?: number; fusion?: boolean },
): () => void {
  const undo: (() => void)[] = [];
  const done = new Set<tf.layers.Layer>();
  if (towers > 1) {
    const layers = towerLayers(model);
    undo.push(
      ...together(layers, inTowers(layers, towers, fusion)),
      refuseMask(layers[0]),
      // What they hand on is no input of theirs.
      ...layers.slice(1).map((layer) => standIn(layer as Checked, 'assertInputCompatibility', () => undefined)),
    );
    layers.forEach((layer) => done.add(layer));
  }
  const followers = followersIn(model);
  for (const layer of fusion ? allLayers(model) : []) {
    if (done.has(layer)) continue;
    const chain = chainFrom(layer, followers);
    const stage = stageOf(chain);
    if (stage && !chain.slice(0, stage.layers).some((each) => done.has(each))) {
      const layers = chain.slice(0, stage.layers);
      undo.push(...together(layers, stage));
      layers.forEach((each) => done.add(each));
      continue;
    }
    const form = formOf(layer);
    if (form) undo.push(standIn(layer, 'call', form as typeof layer.call));
  }
  return () => undo.toReversed().forEach((back) => back());
}
