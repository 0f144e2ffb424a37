import { aProblem } from '@reprise/base/testing';
import { encodeOnnx, type OnnxTensor, smallOnnxTensors } from '../testing/small-onnx';
import { VGG16_LAYERS } from './layers';
import { FLOAT, ModelProto } from './onnx-schema';
import { oihwToHwio, readVgg16Onnx } from './read-onnx';

test.each(['raw', 'float'] as const)('reads %s values and turns kernels to Keras’s order', (form) => {
  const more = { name: 'net/dense_1/MatMul:0', dims: [1], dataType: FLOAT, floatData: [9] };
  const weights = readVgg16Onnx(encodeOnnx([more, ...smallOnnxTensors(form)]), 'x');
  expect(weights.map(({ layer }) => layer)).toEqual(VGG16_LAYERS.map(({ layer }) => layer));
  expect(weights[12]).toEqual({
    layer: 'block5_conv3',
    kernel: { shape: [1, 2, 1, 2], data: Float32Array.of(12, 14, 13, 15) },
    bias: { shape: [2], data: Float32Array.of(-12, 0.5) },
  });
});

test('the message’s bytes are ONNX’s', () => {
  // By hand from onnx.proto: graph (7) > initializer (5) > dims (1), data_type (2), name (8), raw_data (9).
  const tensor = [0x08, 2, 0x10, 1, 0x42, 1, 0x61, 0x4a, 2, 7, 8];
  const bytes = Uint8Array.of(0x3a, tensor.length + 2, 0x2a, tensor.length, ...tensor);
  expect(ModelProto.toObject(ModelProto.decode(bytes), { longs: Number })).toEqual({
    graph: { initializer: [{ dims: [2], dataType: 1, name: 'a', rawData: Buffer.of(7, 8) }] },
  });
});

test('every place of a kernel goes where it belongs', () => {
  const [o, i, h, w] = [2, 3, 4, 5];
  const data = Float32Array.from({ length: o * i * h * w }, (_, at) => at);
  const turned = oihwToHwio(data, [o, i, h, w]);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let a = 0; a < i; a++)
        for (let b = 0; b < o; b++) expect(turned[((y * w + x) * i + a) * o + b]).toBe(((b * i + a) * h + y) * w + x);
});

const broken = (change: Partial<OnnxTensor>): Uint8Array =>
  encodeOnnx(smallOnnxTensors('raw').map((t, i) => (i === 2 ? { ...t, ...change } : t)));

test.each<[string, Uint8Array, RegExp]>([
  ['noise', Buffer.from('<html>not a model</html>'), /an ONNX model/],
  ['a truncated model', encodeOnnx(smallOnnxTensors('raw')).subarray(0, -5), /an ONNX model/],
  ['an empty file', new Uint8Array(0), /a tensor of block1_conv1 with 4 dimensions, found none/],
  ['another layer', broken({ name: 'net/block1_conv20/x' }), /a tensor of block1_conv2 with 4 dimensions/],
  ['integers', broken({ dataType: 6 }), /a tensor of block1_conv2 with 4 dimensions/],
  ['too few values', broken({ rawData: Buffer.alloc(12) }), /4 values of net\/block1_conv2.*, found 3/],
  ['half a value', broken({ rawData: Buffer.alloc(15) }), /found 3.75/],
  ['no values', broken({ rawData: Buffer.alloc(0) }), /found 0/],
])('refuses %s', (_, bytes, message) => {
  expect(() => readVgg16Onnx(bytes, 'x')).toThrow(aProblem(message));
});
