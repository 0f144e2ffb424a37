import { withGradient } from '../tensorflow/custom-grad';
import { matMul } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';
import { affine } from './affine';
import { deferredOrthogonal } from './deferred-orthogonal';
import { only, standardClass } from './standard-class';

/** The fields of TensorFlow.js's LSTM that the fast form reads. */
interface LstmFields {
  cell: { units: number; kernel: tf.LayerVariable; recurrentKernel: tf.LayerVariable; bias: tf.LayerVariable };
}

/**
 * docs/parity.md, 3: Keras 2's hard_sigmoid is 0.2 z + 0.5, clipped to [0, 1] (Keras 3: relu6(z + 3) / 6). The scale and the
 * shift go into the weights of the gates, once a step of training, so that a time step only clips. Keras's order of the
 * four is i, f, c, o; the candidate c is not a gate and keeps its weights.
 */
const GATES = [true, true, false, true];
const perUnit = (units: number, gate: number, candidate: number): tf.Tensor =>
  tf.tensor1d(GATES.flatMap((isGate) => new Array<number>(units).fill(isGate ? gate : candidate)));

/** A time step: input gate, forget gate, candidate and output gate; cell, its tanh, and output; all [batch, units]. */
interface Step {
  i: tf.Tensor;
  f: tf.Tensor;
  g: tf.Tensor;
  o: tf.Tensor;
  c: tf.Tensor;
  tanhC: tf.Tensor;
  h: tf.Tensor;
}

/** @param z of the step, [batch, 4 · units], the gates' part scaled and shifted */
function forwardStep(z: tf.Tensor, before: Step | undefined): Step {
  const [i, f, , o] = tf.split(tf.clipByValue(z, 0, 1), 4, 1);
  const g = tf.tanh(tf.split(z, 4, 1)[2]);
  const c = before ? tf.add(tf.mul(f, before.c), tf.mul(i, g)) : tf.mul(i, g);
  const tanhC = tf.tanh(c);
  return { i, f, g, o, c, tanhC, h: tf.mul(o, tanhC) };
}

/**
 * What of the gradient needs no recurrence, for all time steps at once: a step of the way back is then six kernels.
 * @param z of all steps @returns per step
 *   slopes [batch, 4 · units]: d loss / d z is slopes times (dc, dc, dc, dh);
 *   throughC [batch, units]: what dh adds to dc
 */
function localGradients(z: tf.Tensor[], steps: Step[]): { slopes: tf.Tensor[]; throughC: tf.Tensor[] } {
  const all = (field: keyof Step): tf.Tensor => tf.stack(steps.map((step) => step[field]));
  const slopeOfTanh = (y: tf.Tensor): tf.Tensor => tf.sub(1, tf.square(y));
  const [i, g, o, tanhC] = [all('i'), all('g'), all('o'), all('tanhC')];
  const cBefore = tf.stack([tf.zerosLike(steps[0].c), ...steps.slice(0, -1).map(({ c }) => c)]);
  const zs = tf.stack(z);
  // Clipping leaves a value as it is where its gradient passes, the borders included, as TensorFlow's own does.
  const passes = tf.cast(tf.equal(zs, tf.clipByValue(zs, 0, 1)), 'float32');
  const candidate = perUnit(i.shape[2] as number, 0, 1);
  const outer = tf.concat([g, cBefore, tf.mul(i, slopeOfTanh(g)), tanhC], 2);
  return {
    slopes: tf.unstack(tf.mul(outer, tf.maximum(passes, candidate))),
    throughC: tf.unstack(tf.mul(o, slopeOfTanh(tanhC))),
  };
}

/** Which fields of a step the way back reads. */
const KEPT = ['i', 'f', 'g', 'o', 'c', 'tanhC', 'h'] as const;

/**
 * The LSTM's recurrence with its gradient written out.
 * @param projections float32 [time, batch, 4 · units]: x_t W + b, the gates' part scaled and shifted
 * @param recurrent U, [units, 4 · units], scaled likewise
 * @returns the last output h, [batch, units]
 */
const lstmRecurrence = (projections: tf.Tensor, recurrent: tf.Tensor): tf.Tensor =>
  withGradient([projections, recurrent], (p, U) => {
    const z: tf.Tensor[] = [];
    const steps: Step[] = [];
    tf.unstack(p).forEach((input, t) => {
      z.push(t === 0 ? input : tf.add(input, matMul(steps[t - 1].h, U)));
      steps.push(forwardStep(z[t], steps[t - 1]));
    });
    const count = steps.length;
    return {
      value: steps[count - 1].h,
      save: [U, ...z, ...steps.flatMap((step) => KEPT.map((field) => step[field]))],
      backward: (dy, [savedU, ...saved]) => {
        const kept = steps.map((_, t) =>
          Object.fromEntries(KEPT.map((field, k) => [field, saved[count + t * KEPT.length + k]])),
        );
        return backwardRecurrence(dy, savedU, saved.slice(0, count), kept as unknown as Step[]);
      },
    };
  });

/** @returns d loss / d projections and d loss / d U */
function backwardRecurrence(dy: tf.Tensor, U: tf.Tensor, z: tf.Tensor[], steps: Step[]): [tf.Tensor, tf.Tensor] {
  const { slopes, throughC } = localGradients(z, steps);
  const dz: tf.Tensor[] = new Array(steps.length);
  let dh = dy;
  let dcLater: tf.Tensor | undefined;
  for (let t = steps.length - 1; t >= 0; t--) {
    const through = tf.mul(dh, throughC[t]);
    const dc: tf.Tensor = dcLater ? tf.add(through, dcLater) : through;
    dz[t] = tf.mul(tf.concat([dc, dc, dc, dh], 1), slopes[t]);
    if (t > 0) {
      dh = matMul(dz[t], U, false, true);
      dcLater = tf.mul(dc, steps[t].f);
    }
  }
  const dProjections = tf.stack(dz);
  if (steps.length === 1) return [dProjections, tf.zerosLike(U)];
  const [units, width] = U.shape;
  const before = tf.reshape(tf.stack(steps.slice(0, -1).map(({ h }) => h)), [-1, units]);
  const [time, batch] = dProjections.shape;
  const after = tf.reshape(tf.slice(dProjections, [1, 0, 0], [time - 1, batch as number, width]), [-1, width]);
  return [dProjections, matMul(before, after, true, false)];
}

class Lstm extends standardClass(tf.layers.lstm({ units: 1 })) {
  /** float32 [batch, time, features] to [batch, units]: the last output. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = only(inputs) as tf.Tensor3D;
    const [batch, time, features] = x.shape;
    const { units, kernel, recurrentKernel, bias } = (this as unknown as LstmFields).cell;
    const scale = perUnit(units, 0.2, 1);
    // Time first: a time step is then one piece of memory, which TensorFlow hands on without copying.
    const projected = affine(
      tf.reshape(tf.transpose(x, [1, 0, 2]), [-1, features]),
      tf.mul(kernel.read(), scale),
      tf.add(tf.mul(bias.read(), scale), perUnit(units, 0.5, 0)),
    );
    return lstmRecurrence(tf.reshape(projected, [time, batch, 4 * units]), tf.mul(recurrentKernel.read(), scale));
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
