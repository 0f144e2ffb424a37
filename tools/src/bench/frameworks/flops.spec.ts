import { autoencoder, lenet, transferModel } from '@reprise/vision';
import { birnn, cnnLstm } from '@reprise/text';
import { trainWhole } from '@reprise/training';
import { flopsOf } from './flops';

// By hand, multiplications of the forward pass of one row; two operations each, three times (output and both gradients),
// but for a first layer whose input needs no gradient: twice.
test('LeNet', () => {
  const conv1 = 26 * 26 * 9 * 32;
  const rest = 11 * 11 * 9 * 32 * 32 + 3 * 3 * 9 * 32 * 32 + 288 * 84 + 84 * 10;
  const forward = 2 * (conv1 + rest);
  expect(flopsOf(trainWhole(lenet({ dropout: 0.5 })).trained.layers)).toEqual({
    forward,
    step: 2 * (2 * conv1 + 3 * rest),
  });
});

test('autoencoder', () => {
  const conv1 = 28 * 28 * 9 * 16;
  const encoder = 14 * 14 * 9 * 16 * 8 + 7 * 7 * 9 * 8 * 8;
  const decoder = 4 * 4 * 9 * 8 * 8 + 8 * 8 * 9 * 8 * 8 + 14 * 14 * 9 * 8 * 16 + 28 * 28 * 9 * 16;
  expect(flopsOf(trainWhole(autoencoder()).trained.layers).step).toBe(2 * (2 * conv1 + 3 * (encoder + decoder)));
});

test('recurrent models: an embedding before the first product needs its gradient', () => {
  const rnn = 75 * 2 * (32 * 100 + 100 * 100) + 200;
  expect(flopsOf(trainWhole(birnn({ dropout: 0.1, embeddingL2: 1e-4 })).trained.layers).step).toBe(6 * rnn);
  const lstm = 75 * 5 * 32 * 256 + 18 * (256 * 128 + 32 * 128) + 32;
  expect(flopsOf(trainWhole(cnnLstm({ dropout: 0.1, embeddingL2: 1e-4 })).trained.layers).step).toBe(6 * lstm);
});

test('what is trained of the transfer model: the frozen layers’ output needs no gradient', () => {
  const conv = 3 * 3 * 9 * 512 * 512;
  const dense = 512 * 1024 + 1024 * 1024 + 1024 * 10;
  expect(flopsOf(transferModel({ dropout: 0.5 }).trained.layers).step).toBe(2 * (2 * conv + 3 * dense));
});
