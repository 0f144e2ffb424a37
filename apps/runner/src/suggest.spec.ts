import { suggest } from './suggest';

const MODELS = ['autoencoder', 'lenet', 'cnn-lstm', 'birnn'];

test.each([
  ['lent', 'lenet'],
  ['Lenet', 'lenet'],
  ['bi-rnn', 'birnn'],
  ['cnn_lstm', 'cnn-lstm'],
  ['auto-encoder', 'autoencoder'],
])('%s was meant as %s', (name, meant) => {
  expect(suggest('model', name, MODELS)).toBe(
    `unknown model '${name}'. Did you mean ${meant}? Models: autoencoder, lenet, cnn-lstm, birnn`,
  );
});

test.each(['', 'gpt', 'constructor'])('nothing is near %j', (name) => {
  expect(suggest('model', name, MODELS)).toBe(`unknown model '${name}'. Models: autoencoder, lenet, cnn-lstm, birnn`);
});
