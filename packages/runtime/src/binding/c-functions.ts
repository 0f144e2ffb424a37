// TensorFlow's C functions that the binding calls, with their types in the headers of TensorFlow 2.21:
// tensorflow/c/c_api.h, tf_tensor.h, tf_tstring.h, tf_datatype.h, tf_status.h, tf_buffer.h and eager/c_api.h.
// `npx nx run runtime:check-wheels` compares them with every platform's wheel.

export const C_FUNCTIONS = {
  TF_Version: 'const char* ()',
  TF_NewStatus: 'TF_Status* ()',
  TF_DeleteStatus: 'void (TF_Status*)',
  TF_GetCode: 'TF_Code (const TF_Status*)',
  TF_Message: 'const char* (const TF_Status*)',
  TF_NewBufferFromString: 'TF_Buffer* (const void*, size_t)',
  TF_NewBuffer: 'TF_Buffer* ()',
  TF_DeleteBuffer: 'void (TF_Buffer*)',

  TF_AllocateTensor: 'TF_Tensor* (TF_DataType, const int64_t*, int, size_t)',
  TF_DeleteTensor: 'void (TF_Tensor*)',
  TF_TensorData: 'void* (const TF_Tensor*)',
  TF_TensorByteSize: 'size_t (const TF_Tensor*)',
  TF_TensorElementCount: 'int64_t (const TF_Tensor*)',
  TF_StringInit: 'void (TF_TString*)',
  TF_StringCopy: 'void (TF_TString*, const char*, size_t)',
  TF_StringGetDataPointer: 'const char* (const TF_TString*)',
  TF_StringGetSize: 'size_t (const TF_TString*)',
  TF_StringDealloc: 'void (TF_TString*)',

  TFE_NewContextOptions: 'TFE_ContextOptions* ()',
  TFE_DeleteContextOptions: 'void (TFE_ContextOptions*)',
  TFE_NewContext: 'TFE_Context* (const TFE_ContextOptions*, TF_Status*)',
  TFE_ContextListDevices: 'TF_DeviceList* (TFE_Context*, TF_Status*)',
  TF_DeviceListCount: 'int (const TF_DeviceList*)',
  TF_DeviceListType: 'const char* (const TF_DeviceList*, int, TF_Status*)',
  TF_DeviceListName: 'const char* (const TF_DeviceList*, int, TF_Status*)',
  TF_DeleteDeviceList: 'void (TF_DeviceList*)',

  TFE_NewTensorHandle: 'TFE_TensorHandle* (const TF_Tensor*, TF_Status*)',
  TFE_DeleteTensorHandle: 'void (TFE_TensorHandle*)',
  TFE_TensorHandleCopyToDevice: 'TFE_TensorHandle* (TFE_TensorHandle*, TFE_Context*, const char*, TF_Status*)',
  TFE_TensorHandleResolve: 'TF_Tensor* (TFE_TensorHandle*, TF_Status*)',
  TFE_TensorHandleDevicePointer: 'void* (TFE_TensorHandle*, TF_Status*)',
  TFE_TensorHandleDeviceMemorySize: 'size_t (TFE_TensorHandle*, TF_Status*)',
  TFE_TensorHandleDataType: 'TF_DataType (TFE_TensorHandle*)',
  TFE_TensorHandleNumDims: 'int (TFE_TensorHandle*, TF_Status*)',
  TFE_TensorHandleDim: 'int64_t (TFE_TensorHandle*, int, TF_Status*)',

  TFE_NewOp: 'TFE_Op* (TFE_Context*, const char*, TF_Status*)',
  TFE_DeleteOp: 'void (TFE_Op*)',
  TFE_OpAddInput: 'void (TFE_Op*, TFE_TensorHandle*, TF_Status*)',
  TFE_OpSetAttrString: 'void (TFE_Op*, const char*, const void*, size_t)',
  TFE_OpSetAttrInt: 'void (TFE_Op*, const char*, int64_t)',
  TFE_OpSetAttrIntList: 'void (TFE_Op*, const char*, const int64_t*, int)',
  TFE_OpSetAttrFloat: 'void (TFE_Op*, const char*, float)',
  TFE_OpSetAttrFloatList: 'void (TFE_Op*, const char*, const float*, int)',
  TFE_OpSetAttrBool: 'void (TFE_Op*, const char*, unsigned char)',
  TFE_OpSetAttrBoolList: 'void (TFE_Op*, const char*, const unsigned char*, int)',
  TFE_OpSetAttrType: 'void (TFE_Op*, const char*, TF_DataType)',
  TFE_OpSetAttrShape: 'void (TFE_Op*, const char*, const int64_t*, const int, TF_Status*)',
  TFE_Execute: 'void (TFE_Op*, TFE_TensorHandle**, int*, TF_Status*)',

  TF_NewGraph: 'TF_Graph* ()',
  TF_DeleteGraph: 'void (TF_Graph*)',
  TF_NewImportGraphDefOptions: 'TF_ImportGraphDefOptions* ()',
  TF_DeleteImportGraphDefOptions: 'void (TF_ImportGraphDefOptions*)',
  TF_GraphImportGraphDef: 'void (TF_Graph*, const TF_Buffer*, const TF_ImportGraphDefOptions*, TF_Status*)',
  TF_GraphOperationByName: 'TF_Operation* (TF_Graph*, const char*)',
  TF_GraphGetOpDef: 'void (TF_Graph*, const char*, TF_Buffer*, TF_Status*)',
  TF_OperationNumOutputs: 'int (TF_Operation*)',
  TF_NewSessionOptions: 'TF_SessionOptions* ()',
  TF_DeleteSessionOptions: 'void (TF_SessionOptions*)',
  TF_SetConfig: 'void (TF_SessionOptions*, const void*, size_t, TF_Status*)',
  TF_NewSession: 'TF_Session* (TF_Graph*, const TF_SessionOptions*, TF_Status*)',
  TF_DeleteSession: 'void (TF_Session*, TF_Status*)',
  TF_LoadSessionFromSavedModel:
    'TF_Session* (const TF_SessionOptions*, const TF_Buffer*, const char*, const char* const*, int, TF_Graph*, TF_Buffer*, TF_Status*)',
  TF_SessionRun:
    'void (TF_Session*, const TF_Buffer*, const TF_Output*, TF_Tensor* const*, int, const TF_Output*, TF_Tensor**, int, const TF_Operation* const*, int, TF_Buffer*, TF_Status*)',
} as const;

/** `absl::SetMinLogLevel`, whose type is `void (int)`: 0 shows information, 1 warnings, 2 errors, 3 fatal errors. */
export const SET_MIN_LOG_LEVEL = '_ZN4absl12lts_2025081414SetMinLogLevelENS0_18LogSeverityAtLeastE';

type Name = keyof typeof C_FUNCTIONS;

/** Types that C uses only through pointers. */
type Opaque =
  | `TF_${'Buffer' | 'DeviceList' | 'Graph' | 'ImportGraphDefOptions' | 'Operation' | 'Status' | 'Tensor'}`
  | `TF_Session${'' | 'Options'}`
  | `TFE_${'Context' | 'ContextOptions' | 'Op' | 'TensorHandle'}`;

/** A pointer to an object of TensorFlow's. A number, since addresses in user space are below 2^53. */
export type Pointer<T extends Opaque> = number & { readonly to: T };
/** An address in memory. */
export type Address = number & { readonly to: 'memory' };
/** Memory for the duration of a call: a typed array or its address. */
type Memory = Address | ArrayBufferView;

type Split<T extends string> = T extends ''
  ? []
  : T extends `${infer Head}, ${infer Rest}`
    ? [Head, ...Split<Rest>]
    : [T];
type Plain<T extends string> = T extends `const ${infer Rest}` ? Rest : T;
type Taken<T extends string> = Plain<T> extends `${infer To}*` ? (To extends Opaque ? Pointer<To> : Memory) : number;
type Given<T extends string> = T extends 'void'
  ? void
  : T extends 'const char*'
    ? string
    : Plain<T> extends `${infer To}*`
      ? To extends Opaque
        ? Pointer<To>
        : Address
      : number;
type Arguments<T extends string[]> = { [I in keyof T]: T[I] extends string ? Taken<T[I]> : never };

/** A C type such as `int (const char*, size_t)` as a TypeScript function. */
export type CFunction<T extends string> = T extends `${infer Result} (${infer Args})`
  ? (...args: Arguments<Split<Args>>) => Given<Result>
  : never;

/** {@link C_FUNCTIONS} as TypeScript functions. `TF_StringGetDataPointer` returns an address, since its bytes do not end with 0. */
export type CFunctions = { [N in Exclude<Name, 'TF_StringGetDataPointer'>]: CFunction<(typeof C_FUNCTIONS)[N]> } & {
  TF_StringGetDataPointer: (text: Memory) => Address;
};
