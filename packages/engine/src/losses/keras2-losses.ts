// Keras 2's losses for a compiled model of TensorFlow.js (docs/parity.md, 6).
import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { nodesOf } from '../tfjs/layer-chains';
import type { Data, ModelInternals } from '../tfjs/model-internals';
import { patch, restoreAll } from '../tfjs/patch';
import { type Activation, activationName } from '../tfjs/standard-classes';
import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseCrossEntropy } from './cross-entropy';

type LossOfLogits = (truth: tf.Tensor, logits: tf.Tensor) => tf.Tensor;

/** Mean over the last dimension; a reshape if its size is 1. */
const meanOfLast = (x: tf.Tensor): tf.Tensor =>
  x.shape[x.rank - 1] === 1 ? tf.reshape(x, x.shape.slice(0, -1)) : tf.mean(x, -1);

/** Losses that Keras computes from logits (`_keras_logits`) if the output has this activation, by TensorFlow.js's names. */
const OF_LOGITS: Record<string, { activation: string; loss: LossOfLogits }> = {
  binaryCrossentropy: { activation: 'sigmoid', loss: (truth, z) => meanOfLast(sigmoidCrossEntropy(z, truth)) },
  categoricalCrossentropy: { activation: 'softmax', loss: (truth, z) => softmaxCrossEntropy(z, truth) },
  sparseCategoricalCrossentropy: { activation: 'softmax', loss: (truth, z) => sparseCrossEntropy(z, truth) },
};

type OutputLayer = tf.layers.Layer & { activation?: Activation };

const { activation: linear } = tf.layers.activation({ activation: 'linear' }) as unknown as { activation: Activation };

/** Layers that apply their activation last. */
const ACTIVATED_LAST = new Set(['Activation', 'Dense', 'Conv1D', 'Conv2D']);

/** The name of each output's loss; undefined for a function. */
function lossNames({ loss, outputNames }: ModelInternals): (string | undefined)[] {
  return outputNames.map((name, i) => {
    const own =
      typeof loss === 'string' ? loss : Array.isArray(loss) ? loss[i] : (loss as Record<string, unknown>)[name];
    return typeof own === 'string' ? own : undefined;
  });
}

/** The loss of an output's logits and the layer that computes them; undefined for another loss, or a shared output. */
function logitsOf(model: ModelInternals, output: number): { layer: OutputLayer; loss: LossOfLogits } | undefined {
  const known = OF_LOGITS[lossNames(model)[output] ?? ''];
  const layer = model.outputs[output].sourceLayer as OutputLayer;
  const nodes = nodesOf(model as object);
  const matches =
    known !== undefined &&
    ACTIVATED_LAST.has(layer.getClassName()) &&
    activationName(layer.activation) === known.activation &&
    nodes.filter(({ outboundLayer }) => outboundLayer === layer).length === 1 &&
    !nodes.some(({ inputTensors }) => inputTensors.includes(model.outputs[output])) &&
    model.outputs.filter(({ sourceLayer }) => sourceLayer === layer).length === 1;
  return matches ? { layer, loss: known.loss } : undefined;
}

/** Makes a model output logits, and its losses and metrics take them. @returns a function that restores the model */
export function useLogits(model: ModelInternals): () => void {
  const outputs = model.outputs.map((_, i) => {
    const logits = logitsOf(model, i);
    return logits && { ...logits, activation: logits.layer.activation as Activation };
  });
  const losses = model.lossFunctions.map((loss, i) => outputs[i]?.loss ?? loss);
  const metrics = model.metricsTensors.map(([metric, i]): ModelInternals['metricsTensors'][number] => [
    (truth, guess) => metric(truth, outputs[i]?.activation.apply(guess) ?? guess),
    i,
  ]);
  const restores = [
    patch(model, 'lossFunctions', losses),
    patch(model, 'metricsTensors', metrics),
    ...outputs.flatMap((output) => (output ? [patch(output.layer, 'activation', linear)] : [])),
  ];
  return () => restoreAll(restores);
}

/** The targets of a loss over class numbers. TensorFlow.js ignores a number that is not a class. */
export const classNumbers = (classes: number): { expected: string; allows(value: number): boolean } => ({
  expected: `a class from 0 to ${classes - 1}`,
  allows: (value) => Number.isInteger(value) && value >= 0 && value < classes,
});

/** @throws Problem with the first wrong row of targets of losses over class numbers */
export function checkClasses(model: ModelInternals, data: Data): void {
  for (const [i, name] of lossNames(model).entries()) {
    const target = data[model.inputs.length + i];
    if (name !== 'sparseCategoricalCrossentropy' || !target) continue;
    const { expected, allows } = classNumbers(model.outputs[i].shape.at(-1) as number);
    const values = target.dataSync<'float32'>();
    const at = values.findIndex((value) => !allows(value));
    if (at >= 0)
      throw new Problem({
        where: `fit, targets of ${model.outputNames[i]}, row ${Math.floor((at * target.shape[0]) / values.length)}`,
        expected,
        found: `${values[at]}`,
        todo: 'Correct the label, or remove the row.',
      });
  }
}
