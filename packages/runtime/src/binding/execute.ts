import type { Pointer } from './c-functions';
import type { EagerContext } from './eager-context';
import { Words } from './words';

/** The number of outputs of the last op, then the outputs. */
let words = new Words(256);

/**
 * Runs an op.
 * @param outputs their number
 * @param prepare adds inputs and attributes
 * @returns the outputs, which the caller deletes
 * @throws Error with TensorFlow's message
 */
export function execute(
  { c, pointer: context, status }: EagerContext,
  name: string,
  outputs: number,
  prepare: (op: Pointer<'TFE_Op'>) => void,
): Pointer<'TFE_TensorHandle'>[] {
  const op = c.TFE_NewOp(context, c.cString(name), status.pointer);
  status.check();
  try {
    prepare(op);
    if (outputs >= words.length) words = new Words(2 * outputs);
    words.set(0, outputs);
    for (let i = 1; i <= outputs; i++) words.set(i, 0);
    c.TFE_Execute(op, words.at(1), words.address, status.pointer);
    status.check();
  } finally {
    c.TFE_DeleteOp(op);
  }
  const handles = new Array<Pointer<'TFE_TensorHandle'>>(outputs);
  for (let i = 0; i < outputs; i++) handles[i] = words.get(i + 1) as Pointer<'TFE_TensorHandle'>;
  const found = words.get(0);
  if (found === outputs) return handles;
  for (const handle of handles.slice(0, found)) c.TFE_DeleteTensorHandle(handle);
  throw new Error(`${name}: expected ${outputs} outputs, found ${found}`);
}
