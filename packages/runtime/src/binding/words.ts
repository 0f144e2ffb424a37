import type { Address } from './c-functions';
import { addressOf } from './load-library';

const HIGH = 2 ** 32;

/** 64-bit integers at a fixed address, which C may use while this object is referenced. */
export class Words {
  /** For C, for the duration of a call. */
  readonly memory: Int32Array;
  readonly address: Address;

  constructor(readonly length: number) {
    this.memory = new Int32Array(Math.max(2 * length, 32)); // a smaller array could be moved
    this.address = addressOf(this.memory);
  }

  /** The address of a word. */
  at(i: number): Address {
    return (this.address + 8 * i) as Address;
  }

  /** An unsigned word below 2^53, such as a pointer. */
  get(i: number): number {
    return (this.memory[2 * i] >>> 0) + (this.memory[2 * i + 1] >>> 0) * HIGH;
  }

  set(i: number, value: number): void {
    this.memory[2 * i] = value >>> 0; // the low half of a negative number too
    this.memory[2 * i + 1] = Math.floor(value / HIGH);
  }
}

/** @param values safe integers */
export function wordsOf(values: readonly number[]): Words {
  const words = new Words(values.length);
  for (let i = 0; i < values.length; i++) words.set(i, values[i]);
  return words;
}
