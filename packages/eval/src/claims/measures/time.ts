import type { Claim } from '../claim';

/** How many times as long the first one's whole task took as the second one's. */
export const timesAsLong =
  (first: string, second: string): Claim['measure'] =>
  async (evidence) => {
    const a = await evidence.run(first);
    if ('missing' in a) return a;
    const b = await evidence.run(second);
    if ('missing' in b) return b;
    if (!a.measured || !b.measured) return { missing: 'A run without measured.json.' };
    const value = a.measured.seconds.total / b.measured.seconds.total;
    return {
      value,
      low: value,
      high: value,
      details: { [`${first}, seconds`]: a.measured.seconds.total, [`${second}, seconds`]: b.measured.seconds.total },
    };
  };
