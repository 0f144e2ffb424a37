import { VGG16_LAYERS, VGG16_VALUES } from './layers';

test('13 layers, with as many values as the published file', () => {
  expect(VGG16_LAYERS.length).toBe(13);
  expect(VGG16_LAYERS[0]).toEqual({ layer: 'block1_conv1', from: 3, to: 64 });
  expect(VGG16_LAYERS[4]).toEqual({ layer: 'block3_conv1', from: 128, to: 256 });
  expect(VGG16_LAYERS[12]).toEqual({ layer: 'block5_conv3', from: 512, to: 512 });
  expect(VGG16_VALUES).toBe(14_714_688); // Keras's model.summary() of VGG16(include_top=False)
});
