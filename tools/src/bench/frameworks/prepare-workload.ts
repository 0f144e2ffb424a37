import { tf } from '@reprise/engine';
import { adam, type Experiment, prepareTraining, trainWhole } from '@reprise/training';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import type { Job } from './protocol';

const conv = (filters: number) =>
  tf.layers.conv2d({ filters, kernelSize: 5, activation: 'relu', inputShape: [28, 28, 1] });
const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
const dense = (units: number, activation: 'relu' | 'softmax' = 'relu') => tf.layers.dense({ units, activation });

/**
 * LeNet-5 as the authors of SimpleChains.jl train it, on Fashion-MNIST instead of MNIST, with their batches of 96 rows a thread
 * (https://julialang.org/blog/2022/04/simple-chains, examples/mnist_lenet.jl of the package).
 */
const lenet5: Experiment = {
  ...vision.lenet,
  name: 'lenet-5',
  batchSize: 192,
  optimizer: adam({ learningRate: 3e-4 }),
  build: () =>
    trainWhole(
      tf.sequential({
        layers: [conv(6), pool(), conv(16), pool(), tf.layers.flatten(), dense(120), dense(84), dense(10, 'softmax')],
      }),
    ),
};

/** A workload's model, data and trainer, prepared as the product does. */
export function prepareWorkload({ workload, rows, validationRows }: Pick<Job, 'workload' | 'rows' | 'validationRows'>) {
  const experiment = { ...vision, ...text, 'transfer-tail': vision.transfer, 'lenet-5': lenet5 }[workload];
  return prepareTraining(experiment, { epochs: 1, trainRows: rows, testRows: validationRows }, 1);
}
