import { Problem } from '@reprise/base';

/** One place that may have what is wanted. */
export interface Rung<T> {
  /** Said in progress lines, in `source.json` and in the closing error: `"the user's folder"`. */
  name: string;
  /** Throws a Problem when this place does not have it; anything else that it throws ends the climb. */
  take: () => Promise<T>;
}

/** What was found, and the name of the rung that had it. */
export interface Found<T> {
  rung: string;
  value: T;
}

/**
 * Tries rungs in order until one gives its value. Lines on standard error say why each did not, and which did then.
 * @param what is wanted, for messages
 * @param todo what a person can do when no rung holds, as an imperative
 * @throws Problem that lists every rung with its reason
 */
export async function climb<T>(what: string, rungs: Rung<T>[], todo: string): Promise<Found<T>> {
  const failures: { name: string; reason: string }[] = [];
  for (const { name, take } of rungs) {
    try {
      const value = await take();
      if (failures.length > 0) console.error(`${what}: from ${name}`);
      return { rung: name, value };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { where, expected, found } = error.parts;
      const reason = `${where}: expected ${expected}, found ${found}`;
      console.error(`${what}: not from ${name}: ${reason}`);
      failures.push({ name, reason });
    }
  }
  const list = failures.map(({ name, reason }) => `\n  - ${name}: ${reason}`).join('');
  throw new Problem({ where: what, expected: 'one source that serves', found: `none:${list}`, todo: `\n${todo}` });
}
