import { Reader } from 'protobufjs/light';
import { kernelSize, VGG16_LAYERS } from './layers';
import { TensorProto } from './onnx-schema';

export interface Tensor {
  name: string;
  dims: number[];
  dataType: number;
  floatData: number[];
  rawData: Uint8Array;
}

/** `ModelProto.graph`, `GraphProto.initializer`, `TensorProto.dims` and `.name`: numbers as in the schema. */
const [GRAPH, INITIALIZER, DIMS, NAME] = [7, 5, 1, 8];
/** Wire type of what has a length: messages, bytes, text, packed numbers. */
const BYTES = 2;

// What a tensor of ours has at most; another one is passed over, since decoding takes many times its bytes.
const MOST_TENSORS = 10_000;
const MOST_NAME = 1000;
/** Four dimensions of ten bytes and a tag each. */
const MOST_DIMS = 44;
/** A float stands in five bytes, tag and all, where they stand one by one. */
const MOST_BYTES = 5 * Math.max(...VGG16_LAYERS.map(kernelSize)) + MOST_NAME + 1000;

interface Field {
  id: number;
  type: number;
  /** What stands between this field's tag and the next one's. */
  bytes: Uint8Array;
}

function* fieldsOf(message: Uint8Array): Generator<Field, void, undefined> {
  const reader = Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const from = reader.pos;
    reader.skipType(tag & 7);
    yield { id: tag >>> 3, type: tag & 7, bytes: message.subarray(from, reader.pos) };
  }
}

/** The contents of one kind of field. */
function* messagesOf(message: Uint8Array, wanted: number): Generator<Uint8Array, void, undefined> {
  for (const { id, type, bytes } of fieldsOf(message))
    if (id === wanted && type === BYTES) yield Reader.create(bytes).bytes();
}

function mayBeOurs(tensor: Uint8Array): boolean {
  if (tensor.length > MOST_BYTES) return false;
  let dims = 0;
  for (const { id, bytes } of fieldsOf(tensor)) {
    if (id === DIMS) dims += bytes.length + 1;
    if (dims > MOST_DIMS || (id === NAME && bytes.length > MOST_NAME)) return false;
  }
  return true;
}

/**
 * The tensors that hold an ONNX model's initial values, one after the other; none that is larger than VGG16 has.
 * @throws Error when the bytes are no such model, or hold more than ten thousand
 */
export function* tensorsOf(model: Uint8Array): Generator<Tensor, void, undefined> {
  let count = 0;
  for (const graph of messagesOf(model, GRAPH))
    for (const tensor of messagesOf(graph, INITIALIZER)) {
      if (++count > MOST_TENSORS) throw new Error(`more than ${MOST_TENSORS} tensors`);
      if (!mayBeOurs(tensor)) continue;
      const options = { longs: Number, arrays: true, defaults: true };
      yield TensorProto.toObject(TensorProto.decode(tensor), options) as Tensor;
    }
}
