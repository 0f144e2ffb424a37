import { withGradient } from '../tensorflow/custom-grad';
import { batchMatMul, tanhGrad } from '../tensorflow/raw-ops';
import { tf } from '../tensorflow/tf';
import { deferredOrthogonal } from './deferred-orthogonal';
import { type LayerVariable, only, standardClass } from './standard-class';

/** The fields of TensorFlow.js's LSTM that the fast form reads. */
interface LstmFields {
  cell: { units: number; kernel: LayerVariable; recurrentKernel: LayerVariable; bias: LayerVariable };
}

/** Keras 2's hard_sigmoid: 0.2 x + 0.5, clipped to [0, 1] (difference 3: Keras 3 has relu6(x + 3) / 6). */
const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);

/** Its slope where it is not clipped, from its value. TensorFlow's clip passes the gradient at the borders as well. */
const hardSigmoidGrad = (z: tf.Tensor, dy: tf.Tensor): tf.Tensor => {
  const y = tf.add(tf.mul(z, 0.2), 0.5);
  const inside = tf.logicalAnd(tf.greaterEqual(y, 0), tf.lessEqual(y, 1));
  return tf.mul(dy, tf.mul(tf.cast(inside, 'float32'), 0.2));
};

const FIELDS = ['z', 'i', 'f', 'g', 'o', 'c', 'tanhC', 'h'] as const;

/** A time step: z before the gates; input gate, forget gate, candidate and output gate; cell, its tanh, and output. */
type Step = Record<(typeof FIELDS)[number], tf.Tensor>;

function forwardStep(z: tf.Tensor, before: Step | undefined): Step {
  const [i, f, , o] = tf.split(hardSigmoid(z), 4, 1);
  const g = tf.tanh(tf.split(z, 4, 1)[2]);
  const c = before ? tf.add(tf.mul(f, before.c), tf.mul(i, g)) : tf.mul(i, g);
  const tanhC = tf.tanh(c);
  return { z, i, f, g, o, c, tanhC, h: tf.mul(o, tanhC) };
}

/** d loss / d z of a step, and d loss / d c of the step before. */
function backwardStep(
  step: Step,
  before: Step | undefined,
  dh: tf.Tensor,
  dcLater: tf.Tensor | undefined,
): [tf.Tensor, tf.Tensor] {
  const through = tanhGrad(step.tanhC, tf.mul(dh, step.o));
  const dc = dcLater ? tf.add(through, dcLater) : through;
  const dGates = tf.concat(
    [tf.mul(dc, step.g), before ? tf.mul(dc, before.c) : tf.zerosLike(dc), tf.zerosLike(dc), tf.mul(dh, step.tanhC)],
    1,
  );
  const [zi, zf, , zo] = tf.split(hardSigmoidGrad(step.z, dGates), 4, 1);
  const dz = tf.concat([zi, zf, tanhGrad(step.g, tf.mul(dc, step.i)), zo], 1);
  return [dz, tf.mul(dc, step.f)];
}

/**
 * The LSTM's recurrence with its gradient written out.
 * @param projections per time step, float32 [batch, 4 · units]: x_t W + b in Keras's order i, f, c, o
 * @param recurrent U, [units, 4 · units]
 * @returns the last output h, [batch, units]
 */
function lstmRecurrence(projections: tf.Tensor[], recurrent: tf.Tensor): tf.Tensor {
  const count = projections.length;
  return withGradient([...projections, recurrent], (...inputs) => {
    const U = inputs[count];
    const steps: Step[] = [];
    inputs.slice(0, count).forEach((input, t) => {
      const z = t === 0 ? input : tf.add(input, batchMatMul(steps[t - 1].h, U));
      steps.push(forwardStep(z, steps[t - 1]));
    });
    return {
      value: steps[count - 1].h,
      save: [U, ...steps.flatMap((step) => FIELDS.map((field) => step[field]))],
      backward: (dy, [savedU, ...saved]) =>
        backwardRecurrence(
          dy,
          savedU,
          steps.map(
            (_, t) => Object.fromEntries(FIELDS.map((f, k) => [f, saved[t * FIELDS.length + k]])) as unknown as Step,
          ),
        ),
    };
  });
}

function backwardRecurrence(dy: tf.Tensor, U: tf.Tensor, steps: Step[]): tf.Tensor[] {
  const dp: tf.Tensor[] = new Array(steps.length);
  let dh = dy;
  let dc: tf.Tensor | undefined;
  for (let t = steps.length - 1; t >= 0; t--) {
    [dp[t], dc] = backwardStep(steps[t], steps[t - 1], dh, dc);
    if (t > 0) dh = batchMatMul(dp[t], U, false, true);
  }
  const before = steps.slice(0, -1).map(({ h }) => h);
  const dU =
    steps.length > 1 ? batchMatMul(tf.concat(before, 0), tf.concat(dp.slice(1), 0), true, false) : tf.zerosLike(U);
  return [...dp, dU];
}

class Lstm extends standardClass(tf.layers.lstm({ units: 1 })) {
  /** float32 [batch, time, features] to [batch, units]: the last output. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = only(inputs) as tf.Tensor3D;
    const [batch, time, features] = x.shape;
    const { units, kernel, recurrentKernel, bias } = (this as unknown as LstmFields).cell;
    const flat = tf.matMul(tf.reshape(x, [-1, features]), kernel.read() as tf.Tensor2D);
    const projections = tf.unstack(tf.reshape(tf.add(flat, bias.read()), [batch, time, 4 * units]), 1);
    return lstmRecurrence(projections, recurrentKernel.read());
  }
}

/**
 * Keras 2's LSTM (tanh, hard_sigmoid, forget bias 1, last output only): inputs of all time steps are projected by one
 * product. It saves as a standard LSTM.
 */
export const lstm = (config: { units: number; name?: string }): tf.layers.Layer =>
  new Lstm({
    ...config,
    activation: 'tanh',
    recurrentActivation: 'hardSigmoid',
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: deferredOrthogonal(),
    unitForgetBias: true,
  });
