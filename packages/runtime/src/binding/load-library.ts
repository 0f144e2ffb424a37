import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { Problem } from '@reprise/base';
import koffi, { type KoffiFunc, type LibraryHandle } from 'koffi';
import { COMMANDS } from '../install/options';
import { type Address, C_FUNCTIONS, type CFunctions, SET_MIN_LOG_LEVEL } from './c-functions';

/** TensorFlow's C functions and helpers to call them. */
export interface Library extends CFunctions {
  /** `TF_SessionRun` on another thread. Memory of its arguments must stay referenced until it resolves. */
  sessionRunAsync(...args: Parameters<CFunctions['TF_SessionRun']>): Promise<void>;
  /** Copies bytes between JavaScript's memory and C's. */
  memcpy(to: Address | ArrayBufferView, from: Address | ArrayBufferView, bytes: number): void;
  /** A C string that is never freed, for the few hundred names of ops and attributes. */
  cString(text: string): Address;
}

/** The stack size of a call. koffi's defaults, 2 MiB and 128 KiB for asynchronous calls, are less than TensorFlow's threads have. */
const STACK = 8 << 20;

// It must be set before the first library is loaded. Jest loads this file repeatedly, but koffi's native part once.
if ((koffi.config().sync_stack_size ?? 0) < STACK)
  koffi.config({ sync_stack_size: STACK, async_stack_size: STACK, resident_async_pools: 2 });

/** A C type as koffi names it. Pointers are numbers, which cost less than koffi's BigInt. */
function koffiType(type: string, isResult: boolean): string {
  if (/^TF_(Code|DataType)$/.test(type)) return 'int';
  if (!type.endsWith('*')) return type.replace('const ', '');
  if (isResult) return type === 'const char*' ? 'str' : 'intptr_t';
  return /^(const )?TFE?_\w+\*$/.test(type) && !type.includes('TF_TString') && !type.includes('TF_Output')
    ? 'intptr_t'
    : 'void *';
}

/**
 * Loads TensorFlow's library and looks up its functions.
 * @param path of libtensorflow_cc, which loads libtensorflow_framework
 * @param logLevel the lowest severity of TensorFlow's own messages on standard error: 0 to 3
 * @throws Problem if it does not load or lacks a function
 */
export function loadLibrary(path: string, logLevel: number): Library {
  try {
    const library = open(path, logLevel);
    const find = (name: string, type: string): KoffiFunc<(...args: never[]) => unknown> => {
      const [, result, args] = /^(.+) \((.*)\)$/.exec(type) as RegExpExecArray;
      const given = name === 'TF_StringGetDataPointer' ? 'intptr_t' : koffiType(result, true);
      return library.func(name, given, args === '' ? [] : args.split(', ').map((arg) => koffiType(arg, false)));
    };
    (find(SET_MIN_LOG_LEVEL, 'void (int)') as unknown as (level: number) => void)(logLevel);
    const functions = Object.fromEntries(Object.entries(C_FUNCTIONS).map(([name, type]) => [name, find(name, type)]));
    const memcpy = koffi.load(null).func('memcpy', 'void', ['void *', 'void *', 'size_t']) as Library['memcpy'];
    const strings = new Map<string, Address>();
    return {
      ...(functions as unknown as CFunctions),
      memcpy,
      sessionRunAsync: promisify(functions['TF_SessionRun'].async) as Library['sessionRunAsync'],
      cString(text) {
        const known = strings.get(text);
        if (known !== undefined) return known;
        const bytes = Buffer.from(`${text}\0`);
        const place = Number(koffi.alloc('uint8_t', bytes.length)) as Address;
        memcpy(place, bytes, bytes.length);
        strings.set(text, place);
        return place;
      },
    };
  } catch (cause) {
    const todo = `Run \`${COMMANDS.doctor}\` to verify it.`;
    throw new Problem(
      { where: path, expected: "TensorFlow's library", found: (cause as Error).message, todo },
      { cause },
    );
  }
}

function open(path: string, logLevel: number): LibraryHandle {
  const load = (): LibraryHandle => koffi.load(path, { lazy: true });
  const library = logLevel > 0 ? withoutStandardError(load) : load();
  // koffi unloads a library when Node exits, which makes TensorFlow crash. Another reference keeps it loaded.
  const dlopen = koffi.load(null).func('dlopen', 'intptr_t', ['str', 'int']);
  const RTLD_LAZY = 1;
  dlopen(path, RTLD_LAZY);
  return library;
}

/** Calls `load` with standard error closed: TensorFlow prints two lines before its log level can be set. */
function withoutStandardError<T>(load: () => T): T {
  const libc = koffi.load(null);
  const dup = libc.func('dup', 'int', ['int']) as (fd: number) => number;
  const dup2 = libc.func('dup2', 'int', ['int', 'int']) as (from: number, to: number) => number;
  // In a worker thread closeSync warns about a descriptor that openSync did not open.
  const close = libc.func('close', 'int', ['int']) as (fd: number) => number;
  const saved = dup(2);
  // Standard error is closed, or another thread has redirected it already.
  if (saved < 0 || fstatSync(saved).rdev === statSync('/dev/null').rdev) {
    if (saved >= 0) close(saved);
    return load();
  }
  const nowhere = openSync('/dev/null', 'w');
  dup2(nowhere, 2);
  try {
    return load();
  } finally {
    dup2(saved, 2);
    close(saved);
    closeSync(nowhere);
  }
}

/**
 * Sets a variable of the process's environment if it is unset. In a worker thread and in Jest `process.env` is a copy that
 * TensorFlow does not see.
 */
export function setUnset(name: string, value: string): void {
  const setenv = koffi.load(null).func('setenv', 'int', ['str', 'str', 'int']);
  setenv(name, value, 0);
}

/** The address of a typed array. One of more than 64 bytes is not moved while it is referenced. */
export const addressOf = (array: ArrayBufferView): Address => Number(koffi.address(array)) as Address;
