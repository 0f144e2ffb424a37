// Loaded into `reprise serve` by the soak test: to each message it answers with the bytes that the program still holds
// after a garbage collection. What V8 leaves lying, since it has room, is no growth.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
process.channel.unref(); // the program ends when it would without
