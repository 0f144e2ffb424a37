import type { TFEOpAttr } from '#tfjs-node/tfjs_binding';
import type { Pointer } from './c-functions';
import type { EagerContext } from './eager-context';
import { wordsOf } from './words';

/** TF_AttrType (tensorflow/c/c_api.h). */
export const ATTRIBUTES = {
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
} as const;

const isWhole = (x: unknown, least: number, most: number): boolean =>
  Number.isInteger(x) && (x as number) >= least && (x as number) <= most;

/** What a value, or each element of a list, must be. */
const EXPECTED: Record<number, [name: string, passes: (x: unknown) => boolean]> = {
  [ATTRIBUTES.TF_ATTR_STRING]: ['a string', (x) => typeof x === 'string'],
  // Truncated to an integer, as in tfjs-node's addon: TensorFlow.js passes seeds between 0 and 1.
  [ATTRIBUTES.TF_ATTR_INT]: ['a number', (x) => typeof x === 'number' && Number.isSafeInteger(Math.trunc(x))],
  [ATTRIBUTES.TF_ATTR_FLOAT]: ['a number', (x) => typeof x === 'number'],
  [ATTRIBUTES.TF_ATTR_BOOL]: ['a boolean', (x) => typeof x === 'boolean'],
  [ATTRIBUTES.TF_ATTR_TYPE]: ['a type', (x) => isWhole(x, 0, 2 ** 31 - 1)], // a C enum
  [ATTRIBUTES.TF_ATTR_SHAPE]: ['a shape', (x) => isWhole(x, -1, Number.MAX_SAFE_INTEGER)],
};

/**
 * Sets an attribute of an op. When the op runs, TensorFlow refuses an attribute of another type and ignores unknown ones.
 * @throws Error if the value is not of the attribute's type: C would misread it
 */
export function setAttribute(
  { c, status }: EagerContext,
  op: Pointer<'TFE_Op'>,
  { name, type, value }: TFEOpAttr,
): void {
  if (!Object.hasOwn(EXPECTED, type)) throw new Error(`Unhandled TF_AttrType: ${type}\n`);
  const [expected, passes] = EXPECTED[type];
  const list = Array.isArray(value) ? (value as unknown[]) : undefined;
  if (!(list ?? [value]).every(passes) || (list === undefined && type === ATTRIBUTES.TF_ATTR_SHAPE))
    throw new Error(`Attribute ${name}: expected ${expected}, found ${String(value)}`);
  if (list !== undefined && (type === ATTRIBUTES.TF_ATTR_TYPE || type === ATTRIBUTES.TF_ATTR_STRING))
    throw new Error(`Attribute ${name}: expected one value, found a list`);

  const attribute = c.cString(name);
  const numbers = list as number[];
  switch (type) {
    case ATTRIBUTES.TF_ATTR_TYPE:
      return c.TFE_OpSetAttrType(op, attribute, value as number);
    case ATTRIBUTES.TF_ATTR_STRING: {
      const bytes = Buffer.from(value as string);
      return c.TFE_OpSetAttrString(op, attribute, bytes, bytes.length);
    }
    case ATTRIBUTES.TF_ATTR_BOOL:
      return list === undefined
        ? c.TFE_OpSetAttrBool(op, attribute, Number(value))
        : c.TFE_OpSetAttrBoolList(op, attribute, Uint8Array.from(list, Number), list.length);
    case ATTRIBUTES.TF_ATTR_INT:
      return list === undefined
        ? c.TFE_OpSetAttrInt(op, attribute, Math.trunc(value as number))
        : c.TFE_OpSetAttrIntList(op, attribute, wordsOf(numbers.map(Math.trunc)).memory, list.length);
    case ATTRIBUTES.TF_ATTR_FLOAT:
      return list === undefined
        ? c.TFE_OpSetAttrFloat(op, attribute, value as number)
        : c.TFE_OpSetAttrFloatList(op, attribute, Float32Array.from(numbers), list.length);
    case ATTRIBUTES.TF_ATTR_SHAPE:
      c.TFE_OpSetAttrShape(op, attribute, wordsOf(numbers).memory, numbers.length, status.pointer);
      status.check();
  }
}
