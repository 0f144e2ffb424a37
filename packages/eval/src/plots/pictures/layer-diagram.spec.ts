import { expectDrawing } from '../../testing/expect-drawing';
import { fakeLayers } from '../../testing/fake-layers';
import { framePlot } from '../frame';
import { renderPlot } from '../render-plot';
import { layerDiagram, shapeText } from './layer-diagram';

const diagram = (layers = fakeLayers('birnn')): Promise<string> =>
  renderPlot(framePlot(layerDiagram('Layers', layers), false));

test('a chain of layers with shapes', async () => {
  expectDrawing('layers', await diagram());
  expect(await diagram()).toBe(await diagram());
});

test('each layer but the first has the output of the one before as its input', async () => {
  const shapes = (await diagram(fakeLayers('lenet'))).match(/(?<=>)\(None[^<]*\)/g);
  expect(shapes?.slice(0, 2)).toEqual(['(None, 26, 26, 32)', '(None, 26, 26, 32) to (None, 13, 13, 32)']);
});

test('frozen are the layers with weights that are not trained', async () => {
  // 12 of VGG16's 13 convolutions: layers[:17] ends with block5_conv2.
  expect((await diagram(fakeLayers('transfer'))).match(/\(frozen\)(?=<)/g)).toHaveLength(12);
});

test('names are text', async () => {
  const [layer] = fakeLayers('birnn');
  expect(await diagram([{ ...layer, name: 'a"];b|{c}<d>\\' }])).toContain('a"];b|{c}&lt;d&gt;\\: InputLayer');
});

test('shapes as Python writes tuples', () => {
  expect([[null, 28, 28, 1], [null]].map(shapeText)).toEqual(['(None, 28, 28, 1)', '(None,)']);
});
