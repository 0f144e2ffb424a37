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

/** The values of a `TF_DataType` in C are below this. */
const INT32 = 2 ** 31;

/** A number that is truncated to an integer, as in tfjs-node's addon: TensorFlow.js passes seeds between 0 and 1. */
const isInt64 = (x: unknown): boolean => typeof x === 'number' && Number.isSafeInteger(Math.trunc(x));

/** @throws Error if a value, or an element of a list, does not pass */
function each<T>(name: string, expected: string, value: unknown, passes: (x: unknown) => boolean): T[] | T {
  if (Array.isArray(value) ? !value.every(passes) : !passes(value))
    throw new Error(`Attribute ${name}: expected ${expected}, found ${String(value)}`);
  return value as T[] | T;
}

/**
 * Sets an attribute of an op. When the op runs, TensorFlow refuses an attribute of another type and ignores unknown ones.
 * @throws Error if the value is not of the attribute's type: C would misread it
 */
export function setAttribute(
  { c, status }: EagerContext,
  op: Pointer<'TFE_Op'>,
  { name, type, value }: TFEOpAttr,
): void {
  const attribute = c.cString(name);
  switch (type) {
    case ATTRIBUTES.TF_ATTR_TYPE: {
      const isType = (x: unknown): boolean => Number.isInteger(x) && (x as number) >= 0 && (x as number) < INT32;
      const dtype = each<number>(name, 'a type', value, isType);
      return c.TFE_OpSetAttrType(op, attribute, single(name, dtype));
    }
    case ATTRIBUTES.TF_ATTR_BOOL: {
      const flags = each<boolean>(name, 'a boolean', value, (x) => typeof x === 'boolean');
      return Array.isArray(flags)
        ? c.TFE_OpSetAttrBoolList(op, attribute, Uint8Array.from(flags, Number), flags.length)
        : c.TFE_OpSetAttrBool(op, attribute, flags ? 1 : 0);
    }
    case ATTRIBUTES.TF_ATTR_INT: {
      const ints = each<number>(name, 'a number', value, isInt64);
      return Array.isArray(ints)
        ? c.TFE_OpSetAttrIntList(op, attribute, wordsOf(ints.map(Math.trunc)).memory, ints.length)
        : c.TFE_OpSetAttrInt(op, attribute, Math.trunc(ints));
    }
    case ATTRIBUTES.TF_ATTR_FLOAT: {
      const floats = each<number>(name, 'a number', value, (x) => typeof x === 'number');
      return Array.isArray(floats)
        ? c.TFE_OpSetAttrFloatList(op, attribute, Float32Array.from(floats), floats.length)
        : c.TFE_OpSetAttrFloat(op, attribute, floats);
    }
    case ATTRIBUTES.TF_ATTR_STRING: {
      const text = each<string>(name, 'a string', value, (x) => typeof x === 'string');
      const bytes = Buffer.from(single(name, text));
      return c.TFE_OpSetAttrString(op, attribute, bytes, bytes.length);
    }
    case ATTRIBUTES.TF_ATTR_SHAPE: {
      const sizes = each<number>(name, 'a shape', value, (x) => Number.isSafeInteger(x) && (x as number) >= -1);
      if (!Array.isArray(sizes)) throw new Error(`Attribute ${name}: expected a shape, found ${sizes}`);
      c.TFE_OpSetAttrShape(op, attribute, wordsOf(sizes).memory, sizes.length, status.pointer);
      return status.check();
    }
    default:
      throw new Error(`Unhandled TF_AttrType: ${type}\n`);
  }
}

function single<T>(name: string, value: T[] | T): T {
  if (Array.isArray(value)) throw new Error(`Attribute ${name}: expected one value, found a list`);
  return value;
}
