import { compile } from '../graph/compile';
import { tf } from '@reprise/runtime';
import { sgd } from './sgd';

test('a step goes down the gradient, eager and compiled', () => {
  const start = [1, -2, 0.5];
  const gradient = [0.5, 0.25, -4];
  const weight = tf.variable(tf.tensor1d(start));
  const optimizer = sgd({ learningRate: 0.1 });
  const { updates, state, config } = optimizer([weight]);
  expect(state).toEqual([]);
  expect(config).toMatchObject({ name: 'SGD', learning_rate: 0.1 });
  const expected = start.map((value, i) => Math.fround(value - Math.fround(0.1) * gradient[i]));

  const [update] = updates([tf.tensor1d(gradient)]);
  if (update.kind !== 'apply') throw new Error('an op was expected');
  const [[variable, next]] = update.eager();
  expect(variable).toBe(weight);
  expect(Array.from(next.dataSync())).toEqual(expected.map((value) => expect.closeTo(value, 6)));

  const example = tf.tensor1d(gradient);
  const compiled = compile([weight], {
    step: { program: ([g]) => ({ outputs: [g], updates: updates([g]) }), inputs: [example] },
  });
  tf.dispose(compiled.run('step', [example]));
  compiled.pull();
  expect(Array.from(weight.dataSync())).toEqual(expected.map((value) => expect.closeTo(value, 6)));
  compiled.dispose();
});
