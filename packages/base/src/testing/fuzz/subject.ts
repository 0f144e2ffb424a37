import type { Arbitrary } from 'fast-check';

/** Where one input may leave files. */
export interface Place {
  /** An empty folder for one input; what stands there afterwards is removed. */
  folder: string;
  /** A file beside it, several folders up, that no reader may open, change or replace. */
  secret: string;
}

/**
 * A reader, and what it is given. Its contract on any input: it gives a right value, or it throws a Problem; it ends
 * within seconds, stays below 1 GB of memory, writes in the place alone, and leaves no handle and no temporary file.
 * Both `npm test` and `tools:fuzz` run every subject that stands in a `testing/subjects/` folder.
 */
export interface Subject<T = unknown> {
  /** For people: `IDX files`. */
  name: string;
  /** How many inputs it gets in proportion to the others: 1 where nothing is said, less where one takes long. */
  share?: number;
  /** How many inputs a process is given at most: 4000 by default, less where what TensorFlow keeps adds up. */
  inputsPerProcess?: number;
  input: Arbitrary<T>;
  /**
   * Reads one input and checks what it gives.
   * @returns whether the reader took it or refused it in another documented way than by a Problem
   * @throws Problem where the reader refuses the input; anything else that is thrown is a fault
   */
  read(input: T, place: Place): Outcome | void | Promise<Outcome | void>;
}

/** `read` is what a void answer means. */
export type Outcome = 'read' | 'refused';

/** A subject whose inputs are its own business. */
export const subject = <T>(of: Subject<T>): Subject => of as Subject;
