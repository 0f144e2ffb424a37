import { Root } from 'protobufjs/light';

// The three messages, and of them the fields, that hold a model's initial values. Names and numbers as in
// https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto (Apache-2.0); other fields are passed over when decoding.
const root = Root.fromJSON({
  nested: {
    ModelProto: { fields: { graph: { type: 'GraphProto', id: 7 } } },
    GraphProto: { fields: { initializer: { rule: 'repeated', type: 'TensorProto', id: 5 } } },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        floatData: { rule: 'repeated', type: 'float', id: 4 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
  },
});

/** Decodes and encodes a model file, as a whole. */
export const ModelProto = root.lookupType('ModelProto');
/** One tensor of it. */
export const TensorProto = root.lookupType('TensorProto');

/** TensorProto.DataType.FLOAT */
export const FLOAT = 1;
