import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { PUBLISHED } from '@reprise/eval';
import { fakeModel, MEASURED } from '@reprise/eval/testing';
import { checkpoints, type TrainingState } from '@reprise/training';
import { type Places, readCurves } from './read-curves';
import type { RecordedRun } from './read-runs';

const HISTORY = {
  loss: [0.5, 0.25],
  loss_without_regularizer: [0.5, 0.25],
  val_loss: [0.4, 0.3],
  val_loss_without_regularizer: [0.4, 0.3],
  acc: [0.9, 0.95],
  val_acc: [0.8, 0.85],
};
const STATE: TrainingState = {
  epoch: 2,
  history: HISTORY,
  seconds: [3, 2],
  values: [Float32Array.of(1)],
  histograms: {},
};
const BIRNN: RecordedRun['tasks'][number] = {
  id: 'birnn:train:full',
  outputs: ['artifacts/full/birnn/seed-7'],
  state: 'running',
  start: 1000,
  end: null,
};
const PREFIX = 'birnn-full-seed-7-0123456789abcdef';

const NOTEBOOK = (['loss', 'val_loss', 'acc', 'val_acc'] as const).map((name) => ({
  name,
  values: PUBLISHED.birnn.history[name],
  role: 'notebook',
}));
const OURS = (['loss', 'val_loss', 'acc', 'val_acc'] as const).map((name) => ({
  name,
  values: HISTORY[name],
  role: 'ours',
}));

const withPlaces = (work: (places: Places) => Promise<void>): Promise<void> =>
  inTempFolder((root) => work({ artifacts: join(root, 'artifacts'), checkpoints: join(root, 'checkpoints') }));

/** Writes a checkpoint as a training does. @param time seconds */
async function writeCheckpoint(file: string, state: TrainingState, time: number): Promise<void> {
  const callback = checkpoints(file);
  await callback.onEpochEnd!(state);
  await callback.onTrainEnd!();
  utimesSync(file, time, time);
}

test('before the first epoch there are the notebook’s curves alone', () =>
  withPlaces(async (places) => {
    expect(await readCurves(BIRNN, places)).toEqual({
      title: 'Bidirectional RNN',
      epochs: 0,
      seconds: [],
      curves: NOTEBOOK,
    });
  }));

test('a training that runs is read from its newest checkpoint, again when that is replaced', () =>
  withPlaces(async (places) => {
    const file = join(places.checkpoints, `${PREFIX}-round-1.bin`);
    await writeCheckpoint(file, { ...STATE, epoch: 1, seconds: [3] }, 2);
    expect(await readCurves(BIRNN, places)).toMatchObject({ epochs: 1, seconds: [3] });
    await writeCheckpoint(file, STATE, 3);
    expect(await readCurves(BIRNN, places)).toEqual({
      title: 'Bidirectional RNN',
      epochs: 2,
      seconds: [3, 2],
      curves: [...OURS, ...NOTEBOOK],
    });
    await writeCheckpoint(join(places.checkpoints, `${PREFIX}-round-2.bin`), { ...STATE, epoch: 1 }, 4);
    expect(await readCurves(BIRNN, places)).toMatchObject({ epochs: 1 });
  }));

test('checkpoints of other trainings, from before the task, and damaged ones are left out', () =>
  withPlaces(async (places) => {
    const put = (name: string, time: number): Promise<void> =>
      writeCheckpoint(join(places.checkpoints, name), STATE, time);
    await put('birnn-full-seed-70-0123456789abcdef-round-1.bin', 3);
    await put('birnn-quick-seed-7-0123456789abcdef-round-1.bin', 3);
    await put('birnn-long-full-seed-7-0123456789abcdef-round-1.bin', 3);
    await put(`${PREFIX}-round-1.bin.123`, 3);
    await put(`${PREFIX}-round-1.bin`, 0.5);
    expect(await readCurves(BIRNN, places)).toMatchObject({ epochs: 0 });
    const file = join(places.checkpoints, `${PREFIX}-round-1.bin`);
    const bytes = readFileSync(file);
    for (const damaged of [bytes.subarray(0, -1), bytes.subarray(0, 10), Buffer.alloc(0)]) {
      writeFileSync(file, damaged);
      expect(await readCurves(BIRNN, places)).toMatchObject({ epochs: 0 });
    }
  }));

test('a training that has ended is read from its record and its measurements', () =>
  withPlaces(async (places) => {
    await fakeModel(places.artifacts, 'birnn', 'full', { seed: 7 });
    const folder = join(places.artifacts, 'full', 'birnn', 'seed-7');
    const { history, epochs_run: epochs } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
    for (const state of ['done', 'cached'] as const)
      expect(await readCurves({ ...BIRNN, state }, places)).toMatchObject({
        epochs,
        seconds: MEASURED.seconds.epochs,
        curves: expect.arrayContaining([{ name: 'val_loss', values: history.val_loss, role: 'ours' }]),
      });
    writeFileSync(join(folder, 'measured.json'), '{');
    expect(await readCurves({ ...BIRNN, state: 'done' }, places)).toMatchObject({ epochs, seconds: [] });
    writeFileSync(join(folder, 'run.json'), '{');
    expect(await readCurves({ ...BIRNN, state: 'done' }, places)).toMatchObject({ epochs: 0 });
  }));

test.each([
  [['artifacts/data/urls']],
  [['artifacts/full/birnn/seed-7/..']],
  [['artifacts/full/nothing/seed-1']],
  [['artifacts/full/pca/seed-1']], // a study
  [[]],
])('a task that writes %j trains nothing', (outputs) =>
  withPlaces(async (places) => expect(await readCurves({ ...BIRNN, outputs }, places)).toBeUndefined()),
);
