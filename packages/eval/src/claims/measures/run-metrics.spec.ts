import type { RunRecord } from '@reprise/records';
import type { TrainedRun } from '../../runs/read-run';
import { fakeRun } from '../../testing/fake-run';
import { layersOfLeNet5, leastInput, trainedLayers } from './run-metrics';

const of = (run: RunRecord): TrainedRun => ({ run }) as TrainedRun;
const layer = (class_name: string, config: Record<string, unknown> = {}): RunRecord['layers'][number] => ({
  name: class_name,
  class_name,
  output_shape: [null],
  parameters: 0,
  trainable: true,
  config,
});
const conv = (filters: number, side: number) => layer('Conv2D', { filters, kernel_size: [side, side] });

test('block5_conv3 and three dense layers of the transfer model are trained, and 32 pixels are enough for it', () => {
  expect(trainedLayers(of(fakeRun('transfer')))).toBe(4);
  expect(leastInput(of(fakeRun('transfer')))).toBe(32);
});

test('layers of LeNet-5, in their order', () => {
  const with_ = (layers: RunRecord['layers']): TrainedRun => of({ ...fakeRun('lenet'), layers });
  const pool = layer('AveragePooling2D');
  const ends = [layer('Dense', { units: 84 }), layer('Dense', { units: 10 })];
  expect(layersOfLeNet5(with_([conv(6, 5), pool, conv(16, 5), pool, conv(120, 5), ...ends]))).toBe(7);
  expect(layersOfLeNet5(with_([conv(32, 3), layer('MaxPooling2D'), conv(32, 3), layer('Flatten'), ...ends]))).toBe(2);
  expect(layersOfLeNet5(with_(ends.toReversed()))).toBe(1);
});
