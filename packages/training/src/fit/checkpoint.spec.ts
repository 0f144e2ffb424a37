import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { checkpoints, readCheckpoint } from './checkpoint';
import type { TrainingState } from './train-epochs';

const stateOf = (epoch: number): TrainingState => ({ epoch, values: [Float32Array.of(epoch)] }) as TrainingState;

test('an epoch’s state is written while the next one trains, and reported once it is on disk', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'checkpoint.bin');
    const kept: number[] = [];
    const { onEpochEnd, onTrainEnd } = checkpoints(path, undefined, (epoch) => {
      expect(existsSync(path)).toBe(true);
      kept.push(epoch);
    });
    const state = stateOf(1);
    await onEpochEnd?.(state);
    expect(kept).toEqual([]);
    Object.assign(state, stateOf(2));
    await onEpochEnd?.(state);
    expect(kept).toEqual([1]);
    Object.assign(state, stateOf(3));
    await onTrainEnd?.();
    expect(kept).toEqual([1, 2]);
    expect(await readCheckpoint(path)).toEqual(stateOf(2));
  }));

test.each(['onEpochEnd', 'onTrainEnd'] as const)('a failed write fails the next %s', (next) =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'file'), '');
    const kept = jest.fn();
    const callback = checkpoints(join(folder, 'file', 'checkpoint.bin'), undefined, kept);
    await callback.onEpochEnd?.(stateOf(1));
    await expect(callback[next]?.(stateOf(2))).rejects.toThrow(/ENOTDIR|EEXIST/);
    expect(kept).not.toHaveBeenCalled();
  }),
);
