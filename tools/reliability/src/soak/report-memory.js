// Loaded into `reprise serve` by the soak test: answers each message with the bytes that the program holds after a garbage
// collection.
const { setTimeout: sleep } = require('node:timers/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', async () => {
  // V8 returns the memory of buffers after the collection that finds them dead: up to 30 MB are counted until then.
  for (let i = 0; i < 2; i++) {
    collect();
    await sleep(100);
  }
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
process.channel.unref(); // the program ends as it would without this file
