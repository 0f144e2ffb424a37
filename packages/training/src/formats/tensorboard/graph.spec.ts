import { modelGraph } from './graph';
import { formulaModel } from '../testing/standard-models';

test('one node a layer, each fed by the one before, with the shape that it gives', () => {
  const model = formulaModel('birnn');
  const { nodes } = modelGraph(model, 'birnn');
  const shape = (...sizes: number[]) => ({ _output_shapes: { shapes: [sizes] } });
  // The notebook's summary; -1 is the batch.
  expect(nodes).toEqual([
    { name: 'birnn/input_1', op: 'InputLayer', inputs: [], attrs: shape(-1, 75) },
    { name: 'birnn/embedding_1', op: 'Embedding', inputs: ['birnn/input_1'], attrs: shape(-1, 75, 32) },
    { name: 'birnn/bidirectional_1', op: 'Bidirectional', inputs: ['birnn/embedding_1'], attrs: shape(-1, 200) },
    { name: 'birnn/dense_1', op: 'Dense', inputs: ['birnn/bidirectional_1'], attrs: shape(-1, 1) },
  ]);
  model.dispose();
});
