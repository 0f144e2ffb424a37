// Ops that TensorFlow 2.21's graph optimizer computes wrongly, added to a graph in an equivalent form (docs/parity.md).
import { backend, type TFEOpAttr } from '@reprise/runtime';
import { type Attr, DTYPE, type GraphDef } from './graph-def';

/** Ops before which TensorFlow's optimizer moves monotone functions. */
const EXTREMES = ['Max', 'Min', 'ArgMax', 'ArgMin', 'MaxPool', 'MaxPool3D'];

/** Adds an op. @returns the name of its node */
export function addOp(graph: GraphDef, op: string, inputs: string[], attrs: Record<string, Attr>): string {
  if (op === 'Maximum') return addMaximum(graph, inputs, attrs);
  if (EXTREMES.includes(op)) return addExtreme(graph, op, inputs, attrs);
  return graph.add(op, inputs, attrs);
}

/**
 * max(a, b) as -min(-a, -b): TensorFlow takes max(x, a x) for a leaky relu for any a, so max(x, x + x) gives the smaller.
 * A maximum with a constant is not affected.
 */
function addMaximum(graph: GraphDef, [a, b]: string[], attrs: Record<string, Attr>): string {
  const isConstant = (ref: string): boolean => graph.node(ref)?.op === 'Const';
  const type = attrs['T'] as TFEOpAttr;
  if (type.value !== backend().binding.TF_FLOAT || isConstant(a) || isConstant(b))
    return graph.add('Maximum', [a, b], attrs);
  const T = { T: { dtype: DTYPE.float32 } };
  const negative = [a, b].map((ref) => graph.add('Neg', [ref], T));
  return graph.add('Neg', [graph.add('Minimum', negative, T)], T);
}

/** Whether a value comes from a later output of an op through unary ops only. */
function isFromLaterOutput(graph: GraphDef, ref: string): boolean {
  const inputs = graph.node(ref)?.inputs ?? [];
  return inputs.length === 1 && (/:[1-9]\d*$/.test(inputs[0]) || isFromLaterOutput(graph, inputs[0]));
}

/**
 * A maximum or pooling after min(x, x). TensorFlow rewrites max(relu(x)) to relu(max(x)) and then takes the first output of
 * the op that produces x, even if x is a later one: all parts of a split batch get the same maximum. It keeps min(x, x).
 */
function addExtreme(graph: GraphDef, op: string, [x, ...rest]: string[], attrs: Record<string, Attr>): string {
  if (!isFromLaterOutput(graph, x)) return graph.add(op, [x, ...rest], attrs);
  return graph.add(op, [graph.add('Minimum', [x, x], { T: attrs['T'] }), ...rest], attrs);
}
