import { VGG16_LAYERS } from '../vgg16/layers';
import { FLOAT, ModelProto } from '../vgg16/onnx-schema';

/** A tensor as ONNX holds it: its values as bytes or one by one. */
export interface OnnxTensor {
  name: string;
  dims: (number | string)[];
  dataType: number;
  rawData?: Uint8Array;
  floatData?: number[];
}

/** VGG16's layers, tiny: kernels of [out 2, in 1, height 1, width 2] holding layer + 0, 1, 2, 3, in either form. */
export const smallOnnxTensors = (form: 'raw' | 'float'): OnnxTensor[] =>
  VGG16_LAYERS.flatMap(({ layer }, i) =>
    [
      { name: `net/${layer}_1/convolution/ReadVariableOp:0`, dims: [2, 1, 1, 2], data: [i, i + 1, i + 2, i + 3] },
      { name: `net/${layer}_1/Squeeze:0`, dims: [2], data: [-i, 0.5] },
    ].map(({ data, ...rest }) => ({
      ...rest,
      dataType: FLOAT,
      ...(form === 'raw' ? { rawData: Buffer.from(Float32Array.from(data).buffer) } : { floatData: data }),
    })),
  );

/** A model of these tensors. */
export const encodeOnnx = (initializer: OnnxTensor[]): Buffer =>
  Buffer.from(ModelProto.encode(ModelProto.fromObject({ graph: { initializer } })).finish());
