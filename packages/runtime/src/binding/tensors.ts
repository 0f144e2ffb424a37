import type { TensorMetadata } from '#tfjs-node/tfjs_binding';
import type { Address, Pointer } from './c-functions';
import type { EagerContext } from './eager-context';
import { execute } from './execute';
import { Words } from './words';

/** TensorFlow's DataType (tensorflow/core/framework/types.proto), as far as TensorFlow.js uses it. */
export const TYPES = {
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_UINT8: 4,
  TF_STRING: 7,
  TF_COMPLEX64: 8,
  TF_INT64: 9,
  TF_BOOL: 10,
  TF_RESOURCE: 20,
} as const;

type Values = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** The types of tensors that an array may fill. As in tfjs-node an int64 is two elements of an Int32Array. */
const ACCEPTED: Record<string, readonly number[]> = {
  Float32Array: [TYPES.TF_FLOAT],
  Int32Array: [TYPES.TF_INT32, TYPES.TF_INT64],
  Uint8Array: [TYPES.TF_BOOL, TYPES.TF_UINT8],
};

/** The arrays to read values into. A complex number is two elements. */
const READ: Record<number, { new (length: number): Values; BYTES_PER_ELEMENT: number }> = {
  [TYPES.TF_FLOAT]: Float32Array,
  [TYPES.TF_COMPLEX64]: Float32Array,
  [TYPES.TF_INT32]: Int32Array,
  [TYPES.TF_INT64]: BigInt64Array,
  [TYPES.TF_BOOL]: Uint8Array,
  [TYPES.TF_UINT8]: Uint8Array,
  [TYPES.TF_RESOURCE]: Uint8Array,
};

/** sizeof(TF_TString) */
const STRING_BYTES = 24;
/** As in TensorFlow (TensorShape::MaxDimensions). */
const MOST_DIMENSIONS = 254;

/** Eager tensors, by id. */
export class Tensors {
  private readonly handles = new Map<number, Pointer<'TFE_TensorHandle'>>();
  private readonly dimensions = new Words(MOST_DIMENSIONS);
  private next = 0;

  constructor(private readonly eager: EagerContext) {}

  get count(): number {
    return this.handles.size;
  }

  /** @throws Error that starts with `message` if there is no such tensor */
  handle(id: number, message: string): Pointer<'TFE_TensorHandle'> {
    const handle = this.handles.get(id);
    if (handle === undefined) throw new Error(`${message} (tensor_id: ${id})`);
    return handle;
  }

  /** Adds a handle, which {@link delete} deletes. */
  adopt(handle: Pointer<'TFE_TensorHandle'>): TensorMetadata {
    const { c, status } = this.eager;
    const rank = c.TFE_TensorHandleNumDims(handle, status.pointer);
    status.check();
    const shape = new Array<number>(rank);
    for (let i = 0; i < rank; i++) shape[i] = c.TFE_TensorHandleDim(handle, i, status.pointer);
    this.handles.set(this.next, handle);
    return { id: this.next++, shape, dtype: c.TFE_TensorHandleDataType(handle) };
  }

  /** Adds a tensor. The caller deletes `tensor`. */
  adoptTensor(tensor: Pointer<'TF_Tensor'>): TensorMetadata {
    const { c, status } = this.eager;
    const handle = c.TFE_NewTensorHandle(tensor, status.pointer);
    status.check();
    return this.adopt(handle);
  }

  /**
   * Creates a tensor with a copy of the values.
   * @param dtype one of {@link TYPES}
   * @param values a typed array, or an array with the bytes of each string
   * @returns its id
   */
  create(shape: number[], dtype: number, values: ArrayLike<unknown>): number {
    const elements = sizeOf(shape);
    const handle = ArrayBuffer.isView(values)
      ? this.numbers(shape, elements, dtype, values as Float32Array)
      : this.strings(shape, elements, dtype, values as Uint8Array[]);
    this.handles.set(this.next, handle);
    return this.next++;
  }

  delete(id: number): void {
    this.eager.c.TFE_DeleteTensorHandle(this.handle(id, 'Delete called on a Tensor not referenced'));
    this.handles.delete(id);
  }

  /** A copy of a tensor's values; for strings, the bytes of each. */
  read(id: number): Values | Uint8Array[] {
    const { c, status, gpu } = this.eager;
    const handle = this.handle(id, 'Get data called on a Tensor not referenced');
    const dtype = c.TFE_TensorHandleDataType(handle);
    if (gpu === undefined && dtype !== TYPES.TF_STRING) {
      const bytes = c.TFE_TensorHandleDeviceMemorySize(handle, status.pointer);
      return this.copy(c.TFE_TensorHandleDevicePointer(handle, status.pointer), bytes, dtype);
    }
    const tensor = this.resolve(handle);
    try {
      if (dtype === TYPES.TF_STRING) return this.readStrings(tensor);
      return this.copy(c.TF_TensorData(tensor), c.TF_TensorByteSize(tensor), dtype);
    } finally {
      c.TF_DeleteTensor(tensor);
    }
  }

  private copy(data: Address, bytes: number, dtype: number): Values {
    this.eager.status.check();
    const ArrayType = READ[dtype];
    if (ArrayType === undefined) throw new Error(`Unhandled TF_DataType: ${dtype}\n`);
    const values = new ArrayType(bytes / ArrayType.BYTES_PER_ELEMENT);
    if (bytes > 0) this.eager.c.memcpy(values, data, bytes);
    return values;
  }

  /** A tensor in the processor's memory, which the caller deletes. It outlives the handle. */
  resolve(handle: Pointer<'TFE_TensorHandle'>): Pointer<'TF_Tensor'> {
    const { c, status } = this.eager;
    const tensor = c.TFE_TensorHandleResolve(handle, status.pointer);
    status.check();
    return tensor;
  }

  private allocate(dtype: number, shape: number[], bytes: number): Pointer<'TF_Tensor'> {
    for (let i = 0; i < shape.length; i++) this.dimensions.set(i, shape[i]);
    const tensor = this.eager.c.TF_AllocateTensor(dtype, this.dimensions.address, shape.length, bytes);
    if (tensor === 0) throw new Error(`Not enough memory for a tensor [${shape}] of ${bytes} bytes`);
    return tensor;
  }

  private numbers(shape: number[], elements: number, dtype: number, values: Values): Pointer<'TFE_TensorHandle'> {
    const { c, status, gpu, pointer: context } = this.eager;
    // Not instanceof: in a vm context, such as Jest's, an array may have another prototype.
    const type = values[Symbol.toStringTag];
    if (!ACCEPTED[type]?.includes(dtype)) throw new Error(`Tensor type does not match ${type}`);
    const length = dtype === TYPES.TF_INT64 ? 2 * elements : elements;
    if (values.length !== length)
      throw new Error(
        `Shape does not match typed-array in bindData() (num_elements=${length}, array_length=${values.length})`,
      );
    const tensor = this.allocate(dtype, shape, values.byteLength);
    // Sharing V8's memory would need a deallocator, which TensorFlow may call on any thread.
    if (values.byteLength > 0) c.memcpy(c.TF_TensorData(tensor), values, values.byteLength);
    const handle = c.TFE_NewTensorHandle(tensor, status.pointer);
    c.TF_DeleteTensor(tensor);
    status.check();
    // Most GPU kernels expect int32 in the processor's memory.
    if (gpu === undefined || dtype === TYPES.TF_INT32) return handle;
    const copy = c.TFE_TensorHandleCopyToDevice(handle, context, gpu, status.pointer);
    c.TFE_DeleteTensorHandle(handle);
    status.check();
    return copy;
  }

  /**
   * The caller of C must free its strings, but only after the last tensor that shares them, which C does not report. So
   * TensorFlow makes a copy that it frees itself.
   */
  private strings(shape: number[], elements: number, dtype: number, values: Uint8Array[]): Pointer<'TFE_TensorHandle'> {
    const { c, status } = this.eager;
    if (!Array.isArray(values) || dtype !== TYPES.TF_STRING) throw new Error(`Unhandled TF_DataType: ${dtype}\n`);
    if (values.length !== elements)
      throw new Error(`Shape does not match strings (num_elements=${elements}, array_length=${values.length})`);
    if (values.some((value) => (value as Partial<Uint8Array> | null)?.[Symbol.toStringTag] !== 'Uint8Array'))
      throw new Error('Unsupported array type - expecting Uint8Array');
    const tensor = this.allocate(dtype, shape, elements * STRING_BYTES);
    const data = c.TF_TensorData(tensor);
    const text = (i: number): Address => (data + i * STRING_BYTES) as Address;
    values.forEach((value, i) => {
      c.TF_StringInit(text(i));
      c.TF_StringCopy(text(i), value, value.length);
    });
    const ours = c.TFE_NewTensorHandle(tensor, status.pointer);
    try {
      status.check();
      const [copy] = execute(this.eager, 'StringJoin', 1, (op) => {
        c.TFE_OpAddInput(op, ours, status.pointer);
        status.check();
        c.TFE_OpSetAttrInt(op, c.cString('N'), 1);
      });
      return copy;
    } finally {
      values.forEach((_, i) => c.TF_StringDealloc(text(i)));
      c.TFE_DeleteTensorHandle(ours);
      c.TF_DeleteTensor(tensor);
    }
  }

  private readStrings(tensor: Pointer<'TF_Tensor'>): Uint8Array[] {
    const { c } = this.eager;
    const data = c.TF_TensorData(tensor);
    return Array.from({ length: c.TF_TensorElementCount(tensor) }, (_, i) => {
      const text = (data + i * STRING_BYTES) as Address;
      const bytes = new Uint8Array(c.TF_StringGetSize(text));
      if (bytes.length > 0) c.memcpy(bytes, c.TF_StringGetDataPointer(text), bytes.length);
      return bytes;
    });
  }
}

/** @throws Error if it is not a shape */
function sizeOf(shape: number[]): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) {
    if (!Number.isSafeInteger(shape[i]) || shape[i] < 0) throw new Error(`Not a shape: [${shape}]`);
    size *= shape[i];
  }
  if (shape.length > MOST_DIMENSIONS || !Number.isSafeInteger(size)) throw new Error(`Not a shape: [${shape}]`);
  return size;
}
