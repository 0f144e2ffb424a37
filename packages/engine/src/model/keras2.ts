// Keras 2 in the place of TensorFlow.js, where they differ (docs/parity.md), for a model that TensorFlow.js has compiled.
import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import { type Activation, activationName } from '../layers/standard-name';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from '../losses/cross-entropy';
import type { Data } from './feed';
import { usesIn } from './followers';
import type { ModelInternals } from './layers';

type LossOfLogits = (truth: tf.Tensor, logits: tf.Tensor) => tf.Tensor;

/** Mean over the last dimension, which costs nothing where it is 1. */
const meanOfLast = (x: tf.Tensor): tf.Tensor =>
  x.shape[x.rank - 1] === 1 ? tf.reshape(x, x.shape.slice(0, -1)) : tf.mean(x, -1);

/** Losses of which Keras computes the logits' (`_keras_logits`), by TensorFlow.js's names: with the last activation left out. */
const OF_LOGITS: Record<string, { activation: string; loss: LossOfLogits }> = {
  binaryCrossentropy: { activation: 'sigmoid', loss: (truth, z) => meanOfLast(sigmoidCrossEntropy(z, truth)) },
  categoricalCrossentropy: { activation: 'softmax', loss: (truth, z) => softmaxCrossEntropy(z, truth) },
  sparseCategoricalCrossentropy: { activation: 'softmax', loss: (truth, z) => sparseCrossEntropy(z, truth) },
};

type OutputLayer = tf.layers.Layer & { activation?: Activation };

const { activation: linear } = tf.layers.activation({ activation: 'linear' }) as unknown as { activation: Activation };

/** Layers that apply their activation last. */
const ACTIVATED = new Set(['Activation', 'Dense', 'Conv1D', 'Conv2D']);

/** The loss of each output by its name, or undefined for a function. */
function lossNames({ loss, outputNames }: ModelInternals): (string | undefined)[] {
  return outputNames.map((name, i) => {
    const own =
      typeof loss === 'string' ? loss : Array.isArray(loss) ? loss[i] : (loss as Record<string, unknown>)[name];
    return typeof own === 'string' ? own : undefined;
  });
}

/** What computes an output's loss of its logits; undefined where something else takes the output, or its loss is another. */
function ofLogits(model: ModelInternals, output: number): { layer: OutputLayer; loss: LossOfLogits } | undefined {
  const known = OF_LOGITS[lossNames(model)[output] ?? ''];
  const layer = model.outputs[output].sourceLayer as OutputLayer;
  const uses = usesIn(model as object);
  const plain =
    known !== undefined &&
    ACTIVATED.has(layer.getClassName()) &&
    activationName(layer.activation) === known.activation &&
    uses.filter(({ outboundLayer }) => outboundLayer === layer).length === 1 &&
    !uses.some(({ inputTensors }) => inputTensors.includes(model.outputs[output])) &&
    model.outputs.filter(({ sourceLayer }) => sourceLayer === layer).length === 1;
  return plain ? { layer, loss: known.loss } : undefined;
}

/** Lets a model give logits, and its losses and metrics take them. @returns what puts all of it back */
export function useLogits(model: ModelInternals): () => void {
  const outputs = model.outputs.map((_, i) => {
    const found = ofLogits(model, i);
    return found && { ...found, activation: found.layer.activation as Activation };
  });
  const losses = model.lossFunctions.map((loss, i) => outputs[i]?.loss ?? loss);
  const metrics = model.metricsTensors.map(([metric, i]): ModelInternals['metricsTensors'][number] => [
    (truth, guess) => metric(truth, outputs[i]?.activation.apply(guess) ?? guess),
    i,
  ]);
  const undo = [
    standIn(model, 'lossFunctions', losses),
    standIn(model, 'metricsTensors', metrics),
    ...outputs.flatMap((output) => (output ? [standIn(output.layer, 'activation', linear)] : [])),
  ];
  return () => undo.forEach((back) => back());
}

/**
 * @param data inputs, then targets
 * @throws Problem when a target of a loss over classes is not one of them; TensorFlow.js gives it no class, and goes on
 */
export function checkClasses(model: ModelInternals, data: Data): void {
  for (const [i, name] of lossNames(model).entries()) {
    const target = data[model.inputs.length + i];
    if (name !== 'sparseCategoricalCrossentropy' || !target) continue;
    const classes = model.outputs[i].shape.at(-1) as number;
    const values = target.dataSync<'float32'>();
    const at = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < classes));
    if (at >= 0)
      throw new Problem({
        where: `fit, targets of ${model.outputNames[i]}, row ${Math.floor((at * target.shape[0]) / values.length)}`,
        expected: `a class from 0 to ${classes - 1}`,
        found: `${values[at]}`,
        todo: 'Mend the label, or leave the row out.',
      });
  }
}
