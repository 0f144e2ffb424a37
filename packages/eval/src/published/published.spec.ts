import { PUBLISHED, PUBLISHED_URLS, MODELS } from './published';

test('every model has as many points as the notebook has epochs', () => {
  // homework-2.txt: "Epoch 50/50", "Epoch 10/10", "Epoch 5/5", and early stopping after 9 and 13 of 20
  const epochs = MODELS.map((model) => PUBLISHED[model].history.val_loss.length);
  expect(epochs).toEqual([50, 10, 5, 9, 13]);
  for (const model of MODELS)
    expect(PUBLISHED[model].history.loss).toHaveLength(PUBLISHED[model].history.val_loss.length);
});

test('metrics as printed', () => {
  // homework-2.txt, the outputs of cells 55, 56, 82, 111 and 119
  expect(PUBLISHED.lenet.final).toEqual({ train_acc: 0.91215, test_acc: 0.8952 });
  expect(PUBLISHED.transfer.final).toEqual({ train_acc: 0.91668, test_acc: 0.898 });
  expect(PUBLISHED.birnn.final).toEqual({ train_acc: 0.9914875084135091, test_acc: 0.9897256206200261 });
  expect(PUBLISHED['cnn-lstm'].final).toEqual({ train_acc: 0.9940808488735796, test_acc: 0.9922793680959734 });
  expect(PUBLISHED_URLS).toEqual([
    { url: '.btscene2.com', verdict: 'malicious' },
    { url: 'www.yahoo.com', verdict: 'benign' },
  ]);
});
