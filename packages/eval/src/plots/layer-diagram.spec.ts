import { expectDrawing } from '../testing/expect-drawing';
import { fakeLayers } from '../testing/fake-layers';
import { layerDiagram, layerDot } from './layer-diagram';

test('a chain of layers with shapes', async () => {
  const svg = await layerDiagram('Bidirectional RNN: layers', fakeLayers('birnn'), false);
  expectDrawing('layers', svg);
  expect(await layerDiagram('Bidirectional RNN: layers', fakeLayers('birnn'), false)).toBe(svg);
});

test('the first layer of a sequential model says its input, the next ones have it of the layer before', () => {
  const dot = layerDot(fakeLayers('lenet'));
  expect(dot).toContain('{{(None,\\ 28,\\ 28,\\ 1)}|{(None,\\ 26,\\ 26,\\ 32)}}');
  expect(dot).toContain('{{(None,\\ 26,\\ 26,\\ 32)}|{(None,\\ 13,\\ 13,\\ 32)}}');
});

test('frozen are the layers with weights that are not trained', () => {
  // 12 of VGG16's 13 convolutions: layers[:17] ends with block5_conv2.
  expect(layerDot(fakeLayers('transfer')).match(/frozen/g)).toHaveLength(12);
});

test('names cannot break out of their label', async () => {
  const [layer] = fakeLayers('birnn');
  const svg = await layerDiagram('x', [{ ...layer, name: 'a"];b|{c}<d>\\' }], false);
  expect(svg).toContain('a&quot;];b|{c}&lt;d&gt;\\: InputLayer');
});
