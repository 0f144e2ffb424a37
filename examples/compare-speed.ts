/** A training and what it covers. */
interface Timed {
  steps: number;
  work: () => Promise<unknown>;
}

async function stepMs({ steps, work }: Timed): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / steps;
}

/** Trains with the engine's `fit`, then with `model.fit`, and prints milliseconds a step. */
export async function compareSpeed(ours: Timed, theirs: Timed): Promise<void> {
  const [a, b] = [await stepMs(ours), await stepMs(theirs)];
  console.log(`fit: ${a.toFixed(2)} ms a step; model.fit: ${b.toFixed(2)}; ${(b / a).toFixed(1)} times`);
}
