import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that this process holds in memory, without garbage. */
export function processSize(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}
