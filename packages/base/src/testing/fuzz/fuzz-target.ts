import type { Arbitrary } from 'fast-check';

/** Where a reader may write. */
export interface Place {
  /** An empty folder for one input, emptied afterwards. */
  folder: string;
  /** A file several folders up that no reader may open, change or replace. */
  secret: string;
}

/**
 * A reader and its input. On any input it returns a right value or throws a Problem, within seconds and 1 GB of memory;
 * it writes only to its place and leaves no handle or temporary file. `npm test` and `reliability:fuzz` run every target in
 * a `testing/fuzz-targets/` folder.
 */
export interface FuzzTarget<T = unknown> {
  /** `IDX files` */
  name: string;
  /** Its number of inputs relative to others: 1 by default, less if an input takes long. */
  weight?: number;
  /** The most inputs per process: 4000 by default, less if TensorFlow's memory adds up. */
  inputsPerProcess?: number;
  input: Arbitrary<T>;
  /**
   * Reads one input and checks the result.
   * @returns whether the reader accepted it, or refused it in a documented way other than a Problem
   * @throws Problem if the reader refuses the input; any other error is a failure
   */
  read(input: T, place: Place): Outcome | void | Promise<Outcome | void>;
}

/** `read` by default. */
export type Outcome = 'read' | 'refused';

/** Types a target by its input. */
export const fuzzTarget = <T>(of: FuzzTarget<T>): FuzzTarget => of as FuzzTarget;
