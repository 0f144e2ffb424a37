import { Problem } from '../files/problem';
import { VGG16_LAYERS } from './layers';
import { FLOAT, ModelProto } from './onnx-schema';
import type { ConvWeights } from './weights';

interface Tensor {
  name: string;
  dims: number[];
  dataType: number;
  floatData: number[];
  rawData: Uint8Array;
}

/** [out, in, height, width] to [height, width, in, out]. */
export function oihwToHwio(data: Float32Array, [o, i, h, w]: number[]): Float32Array {
  const result = new Float32Array(data.length);
  const plane = h * w;
  for (let out = 0; out < o; out++)
    for (let input = 0; input < i; input++)
      for (let at = 0; at < plane; at++) result[(at * i + input) * o + out] = data[(out * i + input) * plane + at];
  return result;
}

/** A tensor's values, which stand either as bytes (little-endian) or one by one. */
const values = ({ rawData, floatData }: Tensor): Float32Array =>
  rawData.length > 0 ? new Float32Array(new Uint8Array(rawData).buffer) : Float32Array.from(floatData);

/**
 * Takes the 13 convolutions out of an ONNX model that was converted from Keras: tensors whose names hold the layer's,
 * the kernel as (out, in, height, width).
 * @param where names the bytes in an error
 * @throws Problem when the bytes are no such model, or a tensor's values do not fill its shape
 */
export function readVgg16Onnx(bytes: Uint8Array, where: string): ConvWeights[] {
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where, expected, found, todo: 'Fetch the file again, or take another source.' }, { cause });
  let tensors: Tensor[];
  try {
    const options = { longs: Number, arrays: true, defaults: true };
    const model = ModelProto.toObject(ModelProto.decode(bytes), options);
    tensors = (model.graph?.initializer ?? []) as Tensor[];
  } catch (cause) {
    throw problem('an ONNX model', String(cause), cause);
  }
  return VGG16_LAYERS.map(({ layer }) => {
    const pattern = new RegExp(`^${layer}(_\\d+)?$`); // a converter may number a layer anew: block1_conv1_1
    const pick = (dimensions: number): { shape: number[]; data: Float32Array } => {
      const tensor = tensors.find(
        ({ name, dims, dataType }) =>
          dims.length === dimensions && dataType === FLOAT && name.split('/').some((part) => part.match(pattern)),
      );
      if (tensor === undefined) throw problem(`a tensor of ${layer} with ${dimensions} dimensions`, 'none');
      const size = tensor.dims.reduce((product, n) => product * n, 1);
      const count = tensor.rawData.length / 4 || tensor.floatData.length;
      if (count !== size) throw problem(`${size} values of ${tensor.name}`, `${count}`);
      return { shape: tensor.dims, data: values(tensor) };
    };
    const kernel = pick(4);
    const [o, i, h, w] = kernel.shape;
    return { layer, kernel: { shape: [h, w, i, o], data: oihwToHwio(kernel.data, kernel.shape) }, bias: pick(1) };
  });
}
