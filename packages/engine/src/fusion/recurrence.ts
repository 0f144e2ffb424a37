// The recurrences of TensorFlow.js's LSTM, GRU and SimpleRNN with hand-written gradients. Everything outside the recurrence is
// computed for all time steps at once. TensorFlow.js runs each op at each time step: 37,000 ops for a GRU over 240 steps,
// which TensorFlow takes seconds to load.
import { tf } from '@reprise/runtime';
import { withGradient } from '../tensorflow/nn';
import { addN, clip, matMul } from '../tensorflow/raw-ops';

/** An activation of scale · x + shift. */
interface Activation {
  of(x: tf.Tensor): tf.Tensor;
  /** The derivative, from input and output of `of`. */
  slope(x: tf.Tensor, y: tf.Tensor): tf.Tensor;
  /** Scale and shift are applied to the weights, once per training step. */
  scale: number;
  shift: number;
}

const unscaled = { scale: 1, shift: 0 };
const asFloat = (flags: tf.Tensor): tf.Tensor => tf.cast(flags, 'float32');

export const ACTIVATIONS: Record<string, Activation> = {
  linear: { ...unscaled, of: (x) => x, slope: (x) => tf.onesLike(x) },
  relu: { ...unscaled, of: (x) => tf.relu(x), slope: (_, y) => asFloat(tf.greater(y, 0)) },
  tanh: { ...unscaled, of: (x) => tf.tanh(x), slope: (_, y) => tf.sub(1, tf.square(y)) },
  sigmoid: { ...unscaled, of: (x) => tf.sigmoid(x), slope: (_, y) => tf.mul(y, tf.sub(1, y)) },
  // The gradient passes where clipping keeps the value, at the borders too, as in TensorFlow.
  hardSigmoid: { of: (x) => clip(x, 0, 1), slope: (x, y) => asFloat(tf.equal(x, y)), scale: 0.2, shift: 0.5 },
};

/** Gates and states of a time step by name; `h` is its output. [batch, units] each. */
type Step = Record<string, tf.Tensor>;

/** A recurrent cell. `weights` are its recurrent kernels. */
interface Cell {
  /** For each block of the kernel's columns, whether it uses the recurrent activation. */
  gates: readonly boolean[];
  /** Widths, in units, of the parts of a time step's projection, and of their recurrent kernels. */
  parts: readonly number[];
  forward(inputs: tf.Tensor[], before: Step | undefined, weights: tf.Tensor[]): Step;
  /**
   * Backpropagation through time.
   * @param all the tensor of this name of all steps, [time, batch, units]
   * @param dh d loss / d h of each step through its own output; undefined if that is not returned
   * @returns gradients of the parts of each step's projection, and of the recurrent kernels
   */
  backward(
    all: (name: string) => tf.Tensor,
    steps: Step[],
    dh: (tf.Tensor | undefined)[],
    weights: tf.Tensor[],
  ): { inputs: tf.Tensor[][]; weights: tf.Tensor[] };
}

type CellOf = (activation: Activation, recurrentActivation: Activation) => Cell;

const sumOf = (...tensors: (tf.Tensor | undefined)[]): tf.Tensor => addN(tensors.filter((each) => each !== undefined));
const rows = (x: tf.Tensor): tf.Tensor => tf.reshape(x, [-1, x.shape[x.rank - 1] as number]);
/** d loss / d U of inputs · U, over all steps at once. */
const kernelGradient = (inputs: tf.Tensor, gradients: tf.Tensor[]): tf.Tensor =>
  matMul(rows(inputs), rows(tf.stack(gradients)), true, false);
/** A tensor of the previous time steps, zeros before the first. */
const before = (steps: Step[], name: string): tf.Tensor =>
  tf.stack([tf.zerosLike(steps[0][name]), ...steps.slice(0, -1).map((step) => step[name])]);
/** Visits time steps backward. @param step returns its gradient of the previous step's h */
function backwards(dh: (tf.Tensor | undefined)[], step: (t: number, dh: tf.Tensor) => tf.Tensor | undefined): void {
  let back: tf.Tensor | undefined;
  for (let t = dh.length - 1; t >= 0; t--) back = step(t, sumOf(dh[t], back));
}

const simple: CellOf = (a) => ({
  gates: [false],
  parts: [1],
  forward([p], last, [U]) {
    const x = last ? tf.add(p, matMul(last['h'], U)) : p;
    return { x, h: a.of(x) };
  },
  backward(all, steps, dh, [U]) {
    const slopes = tf.unstack(a.slope(all('x'), all('h')));
    const dx: tf.Tensor[] = [];
    backwards(dh, (t, d) => {
      dx[t] = tf.mul(d, slopes[t]);
      return t > 0 ? matMul(dx[t], U, false, true) : undefined;
    });
    return { inputs: [dx], weights: [kernelGradient(before(steps, 'h'), dx)] };
  },
});

/** h = z h' + (1 - z) a(x + (r h') U), with gates z and r: the form of Cho et al. (2014), which resets before the product. */
const gru: CellOf = (a, r) => ({
  gates: [true, true, false],
  parts: [2, 1],
  forward([pGates, pCandidate], last, [UGates, U]) {
    const gates = last ? tf.add(pGates, matMul(last['h'], UGates)) : pGates;
    const [z, reset] = tf.split(r.of(gates), 2, 1);
    const x = last ? tf.add(pCandidate, matMul(tf.mul(reset, last['h']), U)) : pCandidate;
    const candidate = a.of(x);
    const h = last
      ? tf.add(candidate, tf.mul(z, tf.sub(last['h'], candidate)))
      : tf.sub(candidate, tf.mul(z, candidate));
    return { gates, x, z, r: reset, candidate, h };
  },
  backward(all, steps, dh, [UGates, U]) {
    const hBefore = before(steps, 'h');
    const [z, reset, candidate] = [all('z'), all('r'), all('candidate')];
    const [slopeZ, slopeR] = tf.split(r.slope(all('gates'), tf.concat([z, reset], 2)), 2, 2);
    const byZ = tf.unstack(tf.mul(tf.sub(hBefore, candidate), slopeZ));
    const byR = tf.unstack(tf.mul(hBefore, slopeR));
    const byX = tf.unstack(tf.mul(tf.sub(1, z), a.slope(all('x'), candidate)));
    const dGates: tf.Tensor[] = [];
    const dx: tf.Tensor[] = [];
    backwards(dh, (t, d) => {
      dx[t] = tf.mul(d, byX[t]);
      const dReset = matMul(dx[t], U, false, true);
      dGates[t] = tf.concat([tf.mul(d, byZ[t]), tf.mul(dReset, byR[t])], 1);
      if (t === 0) return undefined;
      const { z: zt, r: rt } = steps[t];
      return addN([tf.mul(d, zt), tf.mul(dReset, rt), matMul(dGates[t], UGates, false, true)]);
    });
    return {
      inputs: [dGates, dx],
      weights: [kernelGradient(hBefore, dGates), kernelGradient(tf.mul(reset, hBefore), dx)],
    };
  },
});

/** c = f c' + i g and h = o a(c), with gates i, f, o and candidate g, in Keras's order i, f, g, o. */
const lstm: CellOf = (a, r) => ({
  gates: [true, true, false, true],
  parts: [4],
  forward([p], last, [U]) {
    const x = last ? tf.add(p, matMul(last['h'], U)) : p;
    const [i, f, , o] = tf.split(r.of(x), 4, 1);
    const units = U.shape[0];
    const g = a.of(tf.slice(x, [0, 2 * units], [-1, units]));
    const c = last ? tf.add(tf.mul(f, last['c']), tf.mul(i, g)) : tf.mul(i, g);
    const ac = a.of(c);
    return { x, i, f, g, o, c, ac, h: tf.mul(o, ac) };
  },
  backward(all, steps, dh, [U]) {
    const [x, i, f, g, o] = [all('x'), all('i'), all('f'), all('g'), all('o')];
    const [xi, xf, xg, xo] = tf.split(x, 4, 2);
    const outer = [
      tf.mul(g, r.slope(xi, i)),
      tf.mul(before(steps, 'c'), r.slope(xf, f)),
      tf.mul(i, a.slope(xg, g)),
      tf.mul(all('ac'), r.slope(xo, o)),
    ];
    const slopes = tf.unstack(tf.concat(outer, 2));
    const throughC = tf.unstack(tf.mul(o, a.slope(all('c'), all('ac'))));
    const dx: tf.Tensor[] = [];
    let dcLater: tf.Tensor | undefined;
    backwards(dh, (t, d) => {
      const dc = sumOf(tf.mul(d, throughC[t]), dcLater);
      dx[t] = tf.mul(tf.concat([dc, dc, dc, d], 1), slopes[t]);
      if (t === 0) return undefined;
      dcLater = tf.mul(dc, steps[t]['f']);
      return matMul(dx[t], U, false, true);
    });
    return { inputs: [dx], weights: [kernelGradient(before(steps, 'h'), dx)] };
  },
});

const CELLS: Record<string, CellOf> = { SimpleRNN: simple, GRU: gru, LSTM: lstm };

export interface Recurrence {
  className: string;
  units: number;
  activation: string;
  recurrentActivation: string;
  kernel: tf.Tensor;
  recurrentKernel: tf.Tensor;
  bias: tf.Tensor | undefined;
  goBackwards: boolean;
  returnSequences: boolean;
}

/** Whether {@link recur} supports a layer's class and activations. */
export const isSupported = ({ className, activation, recurrentActivation }: Omit<Recurrence, 'kernel'>): boolean =>
  className in CELLS &&
  activation in ACTIVATIONS &&
  ACTIVATIONS[activation].scale === 1 &&
  recurrentActivation in ACTIVATIONS;

/**
 * Runs a recurrent layer from a state of zeros.
 * @param x float32 [batch, time, features]
 * @returns [batch, units], or with `returnSequences` [batch, time, units] in the order of the recurrence
 */
export function recur(x: tf.Tensor, layer: Recurrence): tf.Tensor {
  const [a, r] = [ACTIVATIONS[layer.activation], ACTIVATIONS[layer.recurrentActivation]];
  const cell = CELLS[layer.className](a, r);
  const { units, bias, returnSequences } = layer;
  const perGate = (gate: number, other: number): tf.Tensor =>
    tf.tensor1d(cell.gates.flatMap((isGate) => new Array<number>(units).fill(isGate ? gate : other)));
  const scale = perGate(r.scale, 1);
  const shift = perGate(r.shift, 0);
  const [batch, time, features] = x.shape as number[];
  // Time first: a time step is then contiguous in memory, and TensorFlow passes it on without copying.
  const byTime = tf.transpose(layer.goBackwards ? tf.reverse(x, 1) : x, [1, 0, 2]);
  const shifted = bias ? tf.add(tf.mul(bias, scale), shift) : shift;
  const flat = tf.reshape(byTime, [-1, features]) as tf.Tensor2D;
  const projected = tf.add(tf.matMul(flat, tf.mul(layer.kernel, scale) as tf.Tensor2D), shifted);
  const widths = cell.parts.map((width) => width * units);
  // TensorFlow.js has no gradient of a split into one part.
  const split = (tensor: tf.Tensor, axis: number): tf.Tensor[] =>
    widths.length === 1 ? [tensor] : tf.split(tensor, widths, axis);
  const projections = split(tf.reshape(projected, [time, batch, -1]), 2);
  const kernels = split(tf.mul(layer.recurrentKernel, scale), 1);

  const h = withGradient([...projections, ...kernels], (...given) => {
    const weights = given.slice(projections.length);
    const inputs = given.slice(0, projections.length).map((part) => tf.unstack(part));
    const steps: Step[] = [];
    for (let t = 0; t < time; t++) {
      const ofStep = inputs.map((part) => part[t]);
      steps.push(cell.forward(ofStep, steps[t - 1], weights));
    }
    const names = Object.keys(steps[0]);
    const outputs = steps.map((step) => step['h']);
    return {
      value: returnSequences ? tf.stack(outputs) : outputs[time - 1],
      save: [...weights, ...steps.flatMap((step) => names.map((name) => step[name]))],
      backward(dy, saved) {
        const kept = steps.map((_, t): Step => {
          const first = weights.length + t * names.length;
          return Object.fromEntries(names.map((name, k) => [name, saved[first + k]]));
        });
        const dh = returnSequences ? tf.unstack(dy) : steps.map((_, t) => (t === time - 1 ? dy : undefined));
        const all = (name: string): tf.Tensor => tf.stack(kept.map((step) => step[name]));
        const gradients = cell.backward(all, kept, dh, saved.slice(0, weights.length));
        return [...gradients.inputs.map((each) => tf.stack(each)), ...gradients.weights];
      },
    };
  });
  return returnSequences ? tf.transpose(h, [1, 0, 2]) : h;
}
