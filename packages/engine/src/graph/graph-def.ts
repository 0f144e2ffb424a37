// A GraphDef under construction, and its serialization with the protobuf classes of tfjs-node.
import { backend, type Message, messages, type TFEOpAttr } from '@reprise/runtime';

/** TensorFlow's DataType numbers (tensorflow/core/framework/types.proto). */
export const DTYPE = { float32: 1, int32: 3, string: 7, complex64: 8, bool: 10 } as const;

/** An attribute of a node: one of the native binding's, or of a kind that the binding lacks. */
export type Attr =
  | TFEOpAttr
  | { dtype: number }
  | { shape: number[] }
  | { shapes: number[][] }
  | { text: string }
  | { flag: boolean }
  | { tensor: { dtype: number; shape: number[]; bytes: Uint8Array } };

export interface Node {
  name: string;
  op: string;
  /** `node`, `node:1` for a later output, `^node` for a control input. */
  inputs: string[];
  attrs: Record<string, Attr>;
}

/** The nodes of a graph. Each name ends with the number of the node. */
export class GraphDef {
  readonly nodes: Node[] = [];
  readonly #byName = new Map<string, Node>();

  /**
   * Adds a node. TensorFlow's graph optimizer orders the terms of a sum by the names of their nodes, which decides the last
   * bits: the numbers have leading zeros so that they sort in order.
   * @returns the node's name, which is also the name of its first output
   */
  add(op: string, inputs: string[], attrs: Record<string, Attr> = {}, name = this.#nameOf(op)): string {
    const node = { name: name.replace(/^_+/, ''), op, inputs, attrs };
    this.nodes.push(node);
    this.#byName.set(node.name, node);
    return node.name;
  }

  node(name: string): Node | undefined {
    return this.#byName.get(name);
  }

  #nameOf(op: string): string {
    return `${op}_${String(this.nodes.length).padStart(7, '0')}`;
  }

  /**
   * @param dtype one of {@link DTYPE}
   * @param bytes values, little-endian, in C order
   * @returns the node's name
   */
  constant(dtype: number, shape: number[], bytes: Uint8Array): string {
    return this.add('Const', [], { dtype: { dtype }, value: { tensor: { dtype, shape, bytes } } });
  }
}

function shapeProto(shape: number[]): Message {
  const proto = new messages['TensorShape']();
  for (const size of shape) {
    const dim = new messages['TensorShape']['Dim']();
    dim.setSize(size);
    proto.addDim(dim);
  }
  return proto;
}

function bindingAttrProto({ name, type, value }: TFEOpAttr): Message {
  const { binding } = backend();
  const proto = new messages['AttrValue']();
  const fields = new Map<number, string>([
    [binding.TF_ATTR_STRING, 'S'],
    [binding.TF_ATTR_INT, 'I'],
    [binding.TF_ATTR_FLOAT, 'F'],
    [binding.TF_ATTR_BOOL, 'B'],
    [binding.TF_ATTR_TYPE, 'Type'],
    [binding.TF_ATTR_SHAPE, 'Shape'],
  ]);
  const field = fields.get(type);
  const convert = (x: unknown): unknown => (field === 'S' ? Buffer.from(x as string) : x);
  if (field === undefined)
    throw new Error(`attribute ${name} has type ${type}, which no op of tfjs-node 4.22 is known to use`);
  if (field === 'Shape') proto.setShape(shapeProto(value as number[]));
  else if (Array.isArray(value)) {
    const list = new messages['AttrValue']['ListValue']();
    list[`set${field}List`](value.map(convert));
    proto.setList(list);
  } else proto[`set${field}`](convert(value));
  return proto;
}

function attrProto(attr: Attr): Message {
  const proto = new messages['AttrValue']();
  if ('type' in attr) return bindingAttrProto(attr);
  if ('dtype' in attr) proto.setType(attr.dtype);
  else if ('shape' in attr) proto.setShape(shapeProto(attr.shape));
  else if ('shapes' in attr) {
    const list = new messages['AttrValue']['ListValue']();
    list.setShapeList(attr.shapes.map(shapeProto));
    proto.setList(list);
  } else if ('text' in attr) proto.setS(Buffer.from(attr.text));
  else if ('flag' in attr) proto.setB(attr.flag);
  else {
    const tensor = new messages['Tensor']();
    tensor.setDtype(attr.tensor.dtype);
    tensor.setTensorShape(shapeProto(attr.tensor.shape));
    tensor.setTensorContent(attr.tensor.bytes);
    proto.setTensor(tensor);
  }
  return proto;
}

function graphProto(graph: GraphDef, prefix: string): Message {
  const proto = new messages['GraphDef']();
  for (const node of graph.nodes) {
    const def = new messages['NodeDef']();
    def.setName(prefix + node.name);
    def.setOp(node.op);
    def.setInputList(node.inputs.map((input) => input.replace(/^(\^?)/, `$1${prefix}`)));
    const attrs = def.getAttrMap();
    for (const [name, attr] of Object.entries(node.attrs)) attrs.set(name, attrProto(attr));
    proto.addNode(def);
  }
  const versions = new messages['VersionDef']();
  // The GraphDef version of TensorFlow 2.16, which later versions accept.
  versions.setProducer(1994);
  proto.setVersions(versions);
  return proto;
}

/** Serializes a graph as TensorFlow reads it. @param prefix of all names */
export const serializeGraph = (graph: GraphDef, prefix = ''): Uint8Array => graphProto(graph, prefix).serializeBinary();
