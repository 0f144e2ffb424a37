import { fakeLayers } from '../testing/fake-layers';
import { shapeText, summaryTable } from './summary-table';

test('as Keras prints it', () => {
  // homework-2.txt, model1.summary(), with the lines and spaces of keras/utils/layer_utils.py (2.2.4)
  expect(summaryTable(fakeLayers('birnn'), { total: 30001, trainable: 30001, frozen: 0 })).toBe(
    [
      '_________________________________________________________________',
      'Layer (type)                 Output Shape              Param #   ',
      '=================================================================',
      'input_8 (InputLayer)         (None, 75)                0         ',
      '_________________________________________________________________',
      'embedding_5 (Embedding)      (None, 75, 32)            3200      ',
      '_________________________________________________________________',
      'bidirectional_3 (Bidirection (None, 200)               26600     ',
      '_________________________________________________________________',
      'dense_15 (Dense)             (None, 1)                 201       ',
      '=================================================================',
      'Total params: 30,001',
      'Trainable params: 30,001',
      'Non-trainable params: 0',
      '_________________________________________________________________',
    ].join('\n'),
  );
});

test('shapes as Python writes tuples', () => {
  expect([[null, 28, 28, 1], [null]].map(shapeText)).toEqual(['(None, 28, 28, 1)', '(None,)']);
});
