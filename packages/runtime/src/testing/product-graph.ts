import { type Message, messages } from '../binding/messages';

const FLOAT = 1;

function node(name: string, op: string, inputs: string[], type: string): Message {
  const def = new messages['NodeDef']();
  def.setName(name);
  def.setOp(op);
  def.setInputList(inputs);
  const attribute = new messages['AttrValue']();
  attribute.setType(FLOAT);
  def.getAttrMap().set(type, attribute);
  return def;
}

/**
 * A GraphDef whose run takes a while: `y` is x · x · …, `times` products of the input `x`.
 * @returns the serialized GraphDef
 */
export function productGraph(times: number): Uint8Array {
  const graph = new messages['GraphDef']();
  graph.addNode(node('x', 'Placeholder', [], 'dtype'));
  for (let i = 1; i <= times; i++)
    graph.addNode(node(i === times ? 'y' : `y${i}`, 'MatMul', [i === 1 ? 'x' : `y${i - 1}`, 'x'], 'T'));
  return graph.serializeBinary();
}
