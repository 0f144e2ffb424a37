import { MODELS } from '@reprise/eval';
import { fakePublished } from '@reprise/eval/testing';
import { modelCard } from './model-card';

const published = fakePublished();

test.each(MODELS)('the card of %s has the numbers of the records', (model) => {
  const layers = [
    { name: 'dense', class_name: 'Dense', output_shape: [null, 10], parameters: 850, trainable: true, config: {} },
  ];
  const config = {
    ...{ epochs: 20, batch_size: 32, train_rows: 50514, test_rows: 400, loss: 'binary_crossentropy' },
    ...{ optimizer: { name: 'Adam', learning_rate: 0.0001 }, towers: 2, steps_per_call: 8 },
    ...{ intra_op_threads: 1, inter_op_threads: 2 },
  };
  const models = { [model]: { layers, parameters: { total: 30001, trainable: 30001, frozen: 0 }, config } };
  const card = modelCard(model, { ...published, facts: { ...published.facts, models } }, []);
  expect(card).toContain('30,001 parameters');
  expect(card).toContain('| dense (Dense) |');
  expect(card).toContain('seeds 11 to 20');
  expect(card.includes('| test accuracy |')).toBe(model !== 'autoencoder');
  expect(card).not.toMatch(/NaN|\[object/);
  expect(card.match(/^## .*/gm)).toEqual(
    ['Model details', 'Intended use', 'Data', 'Training', 'Evaluation', 'Ethical considerations', 'Files'].map(
      (title) => `## ${title}`,
    ),
  );
});
