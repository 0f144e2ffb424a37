import { Problem } from '@reprise/base';
import { sizeOfShape } from '../formats/size-of-shape';
import { VGG16_LAYERS } from './layers';
import { tensorsOf, type Tensor } from './onnx-tensors';
import { FLOAT } from './onnx-schema';
import type { ConvWeights } from './weights';

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

const PATTERN = new RegExp(`^(${VGG16_LAYERS.map(({ layer }) => layer).join('|')})(_\\d+)?$`);

/** The layer that a tensor's name holds; a converter may number it anew: block1_conv1_1. */
const layerOf = ({ name }: Tensor): string | undefined =>
  name
    .split('/')
    .map((part) => PATTERN.exec(part)?.[1])
    .find((layer) => layer !== undefined);

/**
 * Takes the 13 convolutions out of an ONNX model that was converted from Keras: tensors whose names hold the layer's,
 * the kernel as (out, in, height, width).
 * @param where names the bytes in an error
 * @throws Problem when the bytes are no such model, or a tensor's values do not fill its shape
 */
export function readVgg16Onnx(bytes: Uint8Array, where: string): ConvWeights[] {
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where, expected, found, todo: 'Fetch the file again, or take another source.' }, { cause });
  const key = (layer: string | undefined, dimensions: number): string => `${layer} with ${dimensions} dimensions`;
  const tensors = new Map<string, Tensor>();
  try {
    for (const tensor of tensorsOf(bytes)) {
      const is = key(layerOf(tensor), tensor.dims.length);
      if (tensor.dataType === FLOAT && !tensors.has(is)) tensors.set(is, tensor);
    }
  } catch (cause) {
    throw problem('an ONNX model', String(cause), cause);
  }
  const pick = (layer: string, dimensions: number): { shape: number[]; data: Float32Array } => {
    const tensor = tensors.get(key(layer, dimensions));
    if (tensor === undefined) throw problem(`a tensor of ${key(layer, dimensions)}`, 'none');
    const { dims, name, rawData, floatData } = tensor;
    const size = sizeOfShape(dims);
    const count = rawData.length / 4 || floatData.length;
    if (!dims.every((n) => Number.isSafeInteger(n) && n > 0)) throw problem(`a shape of ${name}`, `[${dims}]`);
    if (count !== size) throw problem(`${size} values of ${name}`, `${count}`);
    return { shape: dims, data: values(tensor) };
  };
  return VGG16_LAYERS.map(({ layer }) => {
    const kernel = pick(layer, 4);
    const [o, i, h, w] = kernel.shape;
    const data = oihwToHwio(kernel.data, kernel.shape);
    return { layer, kernel: { shape: [h, w, i, o], data }, bias: pick(layer, 1) };
  });
}
