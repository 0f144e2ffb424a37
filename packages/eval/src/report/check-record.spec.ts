import { aProblem } from '@reprise/base/testing';
import type { RunRecord } from '@reprise/records';
import { fakeRun } from '../testing/fake-run';
import { checkRecord } from './check-record';

const run = fakeRun('lenet');
const check = (more: Partial<RunRecord>) => (): void => checkRecord({ ...run, ...more }, 'run.json', 'Do it again.');

test('what a training writes goes together', () => {
  for (const model of ['autoencoder', 'lenet', 'birnn'] as const)
    expect(() => checkRecord(fakeRun(model), 'run.json', 'x')).not.toThrow();
});

test('a training that diverged in its first epoch has no curves', () => {
  const none = { loss: [], loss_without_regularizer: [], val_loss: [], val_loss_without_regularizer: [] };
  expect(check({ history: none, epochs_run: 0 })).not.toThrow();
});

test.each<[string, Partial<RunRecord>, RegExp]>([
  ['another model’s task', { task: 'binary' }, /expected the task of lenet, multiclass, found binary/],
  ['no rows', { config: { ...run.config, test_rows: 0 } }, /expected rows to test on, found none/],
  ['fewer epochs than it ran', { epochs_run: 99 }, /expected 99 epochs of loss, found 10/],
  ['a curve of its own length', { history: { ...run.history, val_acc: [1] } }, /epochs of val_acc, found 1/],
  ['no accuracy', { final: { ...run.final, test: { loss: 1, loss_without_regularizer: 1 } } }, /expected accuracies/],
])('%s', (_, more, message) => expect(check(more)).toThrow(aProblem(message)));
