import * as fc from 'fast-check';
import { sizeOfShape } from '../../formats/size-of-shape';
import { readVgg16Onnx } from '../../vgg16/read-onnx';
import { joinWeights } from '../../vgg16/weights';
import { mutatedBytes, subject } from '@reprise/base/fuzz';
import { encodeOnnx, smallOnnxTensors } from '../small-onnx';

/** One tensor with another shape, type, name or number of values. */
const changed = fc
  .record({
    raw: fc.boolean(),
    at: fc.nat(25),
    change: fc.record(
      {
        dims: fc.array(
          fc.constantFrom<(number | string)[]>(
            0,
            1,
            2,
            4,
            -1,
            -2,
            65536,
            '4294967296',
            '9223372036854775807',
            '-9223372036854775808',
          ),
          { maxLength: 6 },
        ),
        dataType: fc.constantFrom(0, 1, 6, 11, -1),
        name: fc.constantFrom('', 'net/block1_conv1/x', '/'.repeat(2000), 'block1_conv1_1_1', '__proto__'),
        rawData: fc.uint8Array({ maxLength: 40 }),
        floatData: fc.array(fc.float(), { maxLength: 20 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ raw, at, change }) =>
    encodeOnnx(
      smallOnnxTensors(raw ? 'raw' : 'float').map((tensor, i) => (i === at ? { ...tensor, ...change } : tensor)),
    ),
  );

/** A graph of two million empty tensors in four million bytes. */
const MANY = ((): Buffer => {
  const graph = Buffer.alloc(4_000_000, Buffer.of(0x2a, 0));
  const length = Buffer.alloc(4);
  for (let i = 0, rest = graph.length; i < 4; i++, rest = Math.floor(rest / 128))
    length[i] = (rest % 128) | (i < 3 ? 0x80 : 0);
  return Buffer.concat([Buffer.of(0x3a), length, graph]);
})();

export default subject({
  name: 'ONNX weights',
  input: fc.oneof(
    {
      weight: 100,
      arbitrary: mutatedBytes(...(['raw', 'float'] as const).map((form) => encodeOnnx(smallOnnxTensors(form)))),
    },
    { weight: 100, arbitrary: changed },
    { weight: 1, arbitrary: fc.constant(MANY) },
  ),
  read(bytes) {
    const weights = readVgg16Onnx(bytes, 'x');
    for (const { kernel, bias } of weights)
      for (const { shape, data } of [kernel, bias])
        if (data.length === 0 || sizeOfShape(shape) !== data.length)
          throw new Error(`[${shape}] with ${data.length} values`);
    // Right as a file, and not VGG16.
    let joined: unknown;
    try {
      joined = joinWeights(weights, 'x');
    } catch {
      return;
    }
    throw new Error(`joined ${String(joined)}`);
  },
});
