import { VGG16_LAYERS } from './layers';
import { ModelProto, oihwToHwio, readVgg16Onnx } from './read-onnx';

test('reads values and reorders kernels as Keras does', () => {
  const floats = (...values: number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);
  // Kernels of [out 2, in 1, height 1, width 2].
  const initializer = VGG16_LAYERS.flatMap(({ layer }, i) => [
    {
      name: `functional_1/${layer}_1/convolution/ReadVariableOp:0`,
      dims: [2, 1, 1, 2],
      rawData: floats(i, i + 1, i + 2, i + 3),
    },
    { name: `functional_1/${layer}_1/Squeeze:0`, dims: [2], rawData: floats(-i, 0.5) },
  ]);
  const weights = readVgg16Onnx(ModelProto.encode(ModelProto.fromObject({ graph: { initializer } })).finish());
  expect(weights.map(({ layer }) => layer)).toEqual(VGG16_LAYERS.map(({ layer }) => layer));
  expect(weights[12]).toEqual({
    layer: 'block5_conv3',
    kernel: { shape: [1, 2, 1, 2], data: Float32Array.of(12, 14, 13, 15) },
    bias: { shape: [2], data: Float32Array.of(-12, 0.5) },
  });
});

test('decodes ONNX’s field numbers', () => {
  // By hand from onnx.proto: graph (7) > initializer (5) > dims (1), data_type (2), name (8), raw_data (9).
  const tensor = [0x08, 2, 0x10, 1, 0x42, 1, 0x61, 0x4a, 2, 7, 8];
  const bytes = Uint8Array.of(0x3a, tensor.length + 2, 0x2a, tensor.length, ...tensor);
  expect(ModelProto.toObject(ModelProto.decode(bytes), { longs: Number })).toEqual({
    graph: { initializer: [{ dims: [2], name: 'a', rawData: Buffer.of(7, 8) }] },
  });
});

test('moves every element of a kernel to its position', () => {
  const [o, i, h, w] = [2, 3, 4, 5];
  const data = Float32Array.from({ length: o * i * h * w }, (_, at) => at);
  const turned = oihwToHwio(data, [o, i, h, w]);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let a = 0; a < i; a++)
        for (let b = 0; b < o; b++) expect(turned[((y * w + x) * i + a) * o + b]).toBe(((b * i + a) * h + y) * w + x);
});
