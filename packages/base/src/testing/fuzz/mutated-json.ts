import * as fc from 'fast-check';
import { mutatedBytes } from './mutated-bytes';
import { HOSTILE_TEXTS, hostileText } from './hostile-text';

/** Marks JSON text that `JSON.stringify` never writes. */
const RAW = '@@raw:';
const raw = (text: string): string => `${RAW}${text}@@`;

const nest = (open: string, depth: number, close: string): string => open.repeat(depth) + close.repeat(depth);

/** JSON that is read as a value other than it looks, or that is too large or too deep. */
const RAW_TEXTS = [
  '1e999',
  '-1e999',
  '1e308',
  '5e-324',
  '-0',
  '9007199254740993',
  '123456789012345678901234567890',
  '0.1',
  nest('[', 2000, ']'),
  nest('[', 100_000, ']'),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '{"__proto__": {"a": 1}}',
  '{"a": 1, "a": 2}',
  `[${'0,'.repeat(100_000)}0]`,
  `[${'{},'.repeat(20_000)}{}]`,
  '"\\ud800"',
  '"\\u0000"',
];

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...RAW_TEXTS.map(raw)),
  fc.constantFrom(null, true, false, 0, 1, -1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, [], {}, [[]], [null]),
  fc.constantFrom(...HOSTILE_TEXTS),
  hostileText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

type Path = (string | number)[];

const pathsOf = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, below]) =>
        pathsOf(below, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
];

interface Edit {
  at: number;
  how: 'replace' | 'delete' | 'add' | 'double' | 'swap';
  value: unknown;
  key: string;
}

function apply(root: unknown, { at, how, value, key }: Edit): unknown {
  const paths = pathsOf(root);
  const path = paths[at % paths.length];
  if (path.length === 0) return how === 'replace' && at % 7 === 0 ? value : root;
  const copy = structuredClone(root);
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => (node as never)[step], copy) as Record<
    string,
    unknown
  >;
  const last = path[path.length - 1];
  if (how === 'replace') parent[last] = value;
  else if (how === 'delete' && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (how === 'delete') delete parent[last];
  else if (how === 'double' && Array.isArray(parent)) parent.push(parent[Number(last)]);
  else if (how === 'swap')
    [parent[last], parent[Object.keys(parent)[0]]] = [parent[Object.keys(parent)[0]], parent[last]];
  else if (Array.isArray(parent)) parent.push(value);
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** Like JSON.stringify, with `__proto__` as an ordinary key and the text that {@link RAW} marks. */
const textOf = (value: unknown): string =>
  (JSON.stringify(value) ?? 'undefined').replace(/"@@raw:((?:[^"\\]|\\.)*?)@@"/g, (_, text: string) =>
    JSON.parse(`"${text}"`),
  );

const edits = fc.array(
  fc.record({
    at: fc.nat(100_000),
    how: fc.constantFrom<Edit['how'][]>('replace', 'replace', 'replace', 'delete', 'add', 'double', 'swap'),
    value: hostileValue,
    key: fc.constantFrom('__proto__', 'constructor', 'length', 'toJSON', 'a', ''),
  }) as fc.Arbitrary<Edit>,
  { minLength: 1, maxLength: 4 },
);

/**
 * JSON text near that of valid values: values, keys and rows replaced, deleted or doubled; or its bytes changed; or
 * unchanged.
 */
export function mutatedJson(...valid: unknown[]): fc.Arbitrary<Buffer> {
  const texts = valid.map((value) => Buffer.from(JSON.stringify(value)));
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...valid), edits)
        .map(([value, changes]) => Buffer.from(textOf(changes.reduce(apply, value)))),
    },
    { weight: 2, arbitrary: mutatedBytes(...texts) },
  );
}
