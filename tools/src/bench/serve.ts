import { createInterface } from 'node:readline';
import { type Answer, MARK, type Request } from './protocol';

/** Answers requests from standard input, one at a time, until it ends. The contender's half of the protocol. */
export async function serve(work: (request: Request) => Promise<Partial<Answer>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const started = performance.now();
    const answer = await work(JSON.parse(line) as Request);
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(MARK + JSON.stringify({ ms: performance.now() - started, peak_mb: Math.round(peak), ...answer }));
  }
}
