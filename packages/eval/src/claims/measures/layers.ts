// What claims read from the layers of a run's record.
import { shapeText } from '../../plots';
import { LENET_5 } from '../../published/printed';
import type { TrainedRun } from '../../report/read-run';

/** A model's layers as the notebook's summary prints them, one a line: class, output shape, parameters. */
export const layerTable = ({ run }: TrainedRun): string =>
  run.layers
    .map(({ class_name, output_shape, parameters }) => `${class_name} ${shapeText(output_shape)} ${parameters}`)
    .join('\n');

/** Layers with weights that training changes. */
export const trainedLayers = ({ run }: TrainedRun): number =>
  run.layers.filter(({ parameters, trainable }) => parameters > 0 && trainable).length;

/** The least side of an image of which a chain of halving pools leaves something: 2 to the power of their number. */
export const leastInput = ({ run }: TrainedRun): number =>
  2 ** run.layers.filter(({ class_name }) => class_name === 'MaxPooling2D').length;

/** The shape of what the encoder gives: behind its last pool. */
export function codeShape({ run }: TrainedRun): string {
  const pools = run.layers.filter(({ class_name }) => class_name === 'MaxPooling2D');
  return `(${pools[pools.length - 1].output_shape.slice(1).join(', ')})`;
}

/** A layer in the words in which LENET_5 has its own. */
function describe({ class_name, config }: TrainedRun['run']['layers'][number]): string {
  const { kernel_size: side } = config;
  if (class_name === 'Conv2D' && Array.isArray(side)) return `Conv2D ${config['filters']} of ${side.join(' x ')}`;
  return class_name === 'Dense' ? `Dense ${config['units']}` : class_name;
}

/** How many of LeNet-5's layers a model has, in their order: the longest common subsequence. */
export function layersOfLeNet5({ run }: TrainedRun): number {
  const ours = run.layers.map(describe);
  let lengths = new Array<number>(LENET_5.length + 1).fill(0);
  for (const layer of ours) {
    const next = [...lengths];
    LENET_5.forEach(
      (theirs, i) => (next[i + 1] = theirs === layer ? lengths[i] + 1 : Math.max(next[i], lengths[i + 1])),
    );
    lengths = next;
  }
  return lengths[LENET_5.length];
}
