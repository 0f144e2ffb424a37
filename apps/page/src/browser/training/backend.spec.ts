import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { probe, startBackend } from './backend';

tf.enableProdMode();

test('Node has the CPU backend alone, which computes right', async () => {
  const { title, refused } = await startBackend();
  expect(title).toBe('the processor');
  expect(refused).toEqual(['WebGPU', 'WebGL'].map((name) => ({ title: name, why: 'this browser has none' })));
});

test('a backend that computes in half precision is refused', async () => {
  await tf.setBackend('cpu');
  const half = jest.spyOn(tf.Tensor.prototype, 'data').mockImplementation(async function (this: tf.Tensor) {
    return this.dataSync().map((value) => Math.round(value * 16) / 16) as never;
  });
  await expect(probe()).rejects.toThrow(/^computes 90 5 6 7 .* instead of 90.0001/);
  half.mockRestore();
  await expect(probe()).resolves.toBeUndefined();
});
