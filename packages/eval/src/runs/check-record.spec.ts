import { aProblem } from '@reprise/base/testing';
import { catalogue, type CatalogueEntry, type RunRecord } from '@reprise/records';
import { fakeRun } from '../testing/fake-run';
import { checkRecord, datasetOf } from './check-record';

const run = fakeRun('lenet');
const card = catalogue().get('lenet') as CatalogueEntry;
const check = (more: Partial<RunRecord>) => (): void =>
  checkRecord({ ...run, ...more }, card, 'fashion-mnist', { where: 'run.json', todo: 'Do it again.' });

test('a record of a training is accepted', () => {
  expect(check({})).not.toThrow();
  const autoencoder = catalogue().get('autoencoder') as CatalogueEntry;
  checkRecord(fakeRun('autoencoder'), autoencoder, 'fashion-mnist', { where: 'run.json', todo: 'x' });
});

test('a training that diverged in its first epoch has no curves', () => {
  const none = { loss: [], loss_without_regularizer: [], val_loss: [], val_loss_without_regularizer: [] };
  expect(check({ history: none, epochs_run: 0 })).not.toThrow();
});

test.each<[string, Partial<RunRecord>, RegExp]>([
  ['another model', { model: 'transfer' }, /expected the model lenet, found transfer/],
  ['another dataset’s task', { task: 'binary' }, /a task of fashion-mnist, multiclass or reconstruction, found binary/],
  ['no rows', { config: { ...run.config, test_rows: 0 } }, /expected test rows, found none/],
  ['fewer epochs than it ran', { epochs_run: 99 }, /expected 99 epochs of loss, found 10/],
  ['a curve of its own length', { history: { ...run.history, val_acc: [1] } }, /epochs of val_acc, found 1/],
  ['no accuracy', { final: { ...run.final, test: { loss: 1, loss_without_regularizer: 1 } } }, /expected accuracies/],
])('%s is an error', (_, more, message) => expect(check(more)).toThrow(aProblem(message)));

test('the dataset is the one of the card’s data that has a test set', () => {
  expect(datasetOf(catalogue().get('transfer') as CatalogueEntry)).toBe('fashion-mnist');
  expect(() => datasetOf({ ...card, data: ['cifar'] })).toThrow(
    aProblem(/card\.json of lenet: expected fashion-mnist or urls in data, found cifar/),
  );
});
