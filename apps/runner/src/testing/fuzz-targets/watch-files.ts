import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { digest } from '@reprise/base';
import { fuzzTarget, hostileText, mutatedBytes, mutatedJson } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { watchRepliers } from '../../watch/serve-watch';

const ID = '5-7';
const RUN = {
  ...{ schema: 1, pid: 7, process_start: null, command: 'nx run runner:all', start: 5, end: null },
  tasks: [
    { id: 'lenet:train:full', outputs: ['artifacts/full/lenet/seed-1'], state: 'running', start: 5, end: null },
    { id: 'lenet:train:quick', outputs: ['artifacts/quick/lenet/seed-1'], state: 'done', start: 5, end: 6 },
  ],
};
const curve = [0.2, 0.1];
const PROGRESS = {
  epoch: 2,
  history: { loss: curve, loss_without_regularizer: curve, val_loss: curve, val_loss_without_regularizer: curve },
  seconds: [1, 2],
};
const body = serialize(PROGRESS);
const CHECKPOINT = Buffer.concat([Buffer.from(digest(body)), body]);

const key = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(`${ID}-0`, `${ID}-1`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ID, `${ID}-2`, `${ID}--1`, `../${ID}-0`, '../../../secret.txt', '__proto__'),
  },
  { weight: 1, arbitrary: hostileText },
);

export default fuzzTarget({
  name: 'files of runs, and requests for them',
  input: fc.record({
    run: mutatedJson(RUN),
    log: mutatedBytes(Buffer.from('lenet epoch 1/2: val_loss 0.1\r\nlenet epoch 2/2  10 %\u001b[1G\n')),
    checkpoint: mutatedBytes(CHECKPOINT),
    progress: mutatedJson(PROGRESS),
    name: fc.constantFrom('watch.json', 'watch/log', 'watch/curves'),
    key,
  }),
  async read({ run, log, checkpoint, progress, name, key }, { folder, secret }) {
    const place = join(folder, '.reprise', 'runs', ID);
    const checkpoints = join(folder, '.reprise', 'checkpoints');
    for (const path of [place, checkpoints]) mkdirSync(path, { recursive: true });
    writeFileSync(join(place, 'run.json'), run);
    for (const index of [0, 1]) writeFileSync(join(place, `${index}.log`), log);
    writeFileSync(join(checkpoints, 'lenet-full-seed-1-0123456789abcdef-round-1.bin'), checkpoint);
    const record = join(folder, 'artifacts', 'quick', 'lenet', 'seed-1');
    mkdirSync(record, { recursive: true });
    writeFileSync(join(record, 'run.json'), progress);
    const reply = await watchRepliers(folder, () => 9).get(name)!(new URLSearchParams({ task: key }), {
      headers: { host: 'localhost:8081' },
    } as never);
    if (reply === undefined) return 'refused';
    if (reply.body.includes(folder) || reply.body.includes(secret)) throw new Error('names a local path');
    if (reply.type === 'application/json') JSON.parse(reply.body);
    else if (/[^\P{Cc}\t\n]/u.test(reply.body)) throw new Error(`leaves ${JSON.stringify(reply.body.slice(0, 200))}`);
    return 'read';
  },
});
