/** A fault that is tried on the real commands. */
export interface FaultCase {
  /** As a row of the record says it: `a full disk under data:urls`. */
  fault: string;
  /**
   * Does the harm, looks at what comes of it and mends it.
   * @returns what happened, as the record says it
   * @throws Error when it was not as promised
   */
  run(): Promise<string>;
}

/** What cases say when nothing was lost. */
export const ONE_MESSAGE = 'one message, nothing half-written; right when mended';
export const EQUAL = 'equal artefacts';
