// Loaded into `reprise serve` by the soak test: to each message it answers with the bytes that the program still holds
// after a garbage collection. What V8 leaves lying, since it has room, is no growth.
const { setTimeout: sleep } = require('node:timers/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', async () => {
  // V8 gives the memory of buffers back after the collection that found them dead: up to 30 MB are counted until then.
  for (let i = 0; i < 2; i++) {
    collect();
    await sleep(100);
  }
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
process.channel.unref(); // the program ends when it would without
