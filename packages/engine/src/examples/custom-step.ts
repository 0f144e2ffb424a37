// A custom training step, compiled: a small network of TensorFlow.js layers learns sin(x).
// Run: npx ts-node packages/engine/src/examples/custom-step.ts
import { compile, createRandom, initialize, type Program, tf, trainableOf } from '@reprise/engine';

const BATCH = 32;
const [LEARNING_RATE, MOMENTUM] = [0.05, 0.9];
const STEPS_PER_CALL = 10;
const CALLS = 200;

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [1] }), tf.layers.dense({ units: 1 })],
});
const random = createRandom(1);
initialize(model.layers, random.fork('weights'));
const weights = trainableOf(model.layers);
const velocities = weights.map(({ shape }) => tf.variable(tf.zeros(shape), false));

/** One step: computes the loss of a batch and the updates of variables. Runs in JavaScript once, to be traced. */
const program: Program = ([x, y]) => {
  const loss = (): tf.Scalar => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as tf.Tensor);
  const { value, grads } = tf.variableGrads(loss, weights);
  const updates = weights.flatMap((weight, i) => {
    const velocity = tf.sub(tf.mul(velocities[i], MOMENTUM), tf.mul(grads[weight.name], LEARNING_RATE));
    return [
      { kind: 'assign' as const, variable: velocities[i], value: velocity },
      { kind: 'assign' as const, variable: weight, value: tf.add(weight, velocity) },
    ];
  });
  return { outputs: [value], updates };
};

/** Inputs and targets of one step. The caller disposes them. */
function batch(): [tf.Tensor2D, tf.Tensor2D] {
  const x = Float32Array.from(random.uniform(BATCH, -Math.PI, Math.PI));
  return [tf.tensor2d(x, [BATCH, 1]), tf.tensor2d(x.map(Math.sin), [BATCH, 1])];
}

const example = batch();
const compiled = compile([...weights, ...velocities], { step: { program, inputs: example, repeat: STEPS_PER_CALL } });
tf.dispose(example);

const { step } = compiled.functions;
for (let call = 1; call <= CALLS; call++) {
  const inputs = Array.from({ length: STEPS_PER_CALL }, batch).flat();
  const losses = step(inputs);
  if (call % 50 === 0) {
    const last = losses[losses.length - 1].dataSync()[0];
    console.log(`loss after ${call * STEPS_PER_CALL} steps: ${last.toFixed(5)}`);
  }
  tf.dispose([inputs, losses]);
}

// The graph has trained its own copies of the weights: copy them into the model.
compiled.pull();
compiled.dispose();
const [sine] = tf.tidy(() => (model.predict(tf.tensor2d([[1]])) as tf.Tensor).dataSync());
console.log(`sin(1) = ${Math.sin(1).toFixed(3)}, predicted ${sine.toFixed(3)}`);
