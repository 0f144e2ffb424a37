import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of memory that this process uses after garbage collection. */
export function processSize(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}
