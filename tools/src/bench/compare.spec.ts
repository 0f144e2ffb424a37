import { renderPlot } from '@reprise/eval';
import { benchChart } from './chart';
import { compare, judge } from './compare';
import { BenchResult, spread } from './result';
import { table } from './table';

const measured = (contender: string, ...ms: number[]) => ({
  contender,
  ms: spread(ms),
  startup_ms: 1500,
  peak_mb: 700,
});

/** 7.1 million operations a step and a quarter of 4 million for validation, at 0.081 ms: half of a product's 200 GFLOP/s. */
const result = BenchResult.parse({
  schema: 1,
  date: '2026-11-24T12:00:00.000Z',
  machine: { cpu: 'A processor', cores: 2, memory_gb: 24, platform: 'linux x64' },
  versions: { TensorFlow: '2.21.0' },
  subjects: [
    {
      subject: 'lenet',
      date: '2026-11-24T12:00:00.000Z',
      rows: 6000,
      batch_size: 32,
      validation_rows: 1500,
      matmul_flops: spread([190e9, 200e9, 210e9]),
      flops: { step: 7.1e6, forward: 4e6 },
      contenders: [
        { ...measured('ours', 0.081, 0.08, 0.09), steps_ms: spread([0.071]), predicted: spread([50_000]) },
        measured('tfjs', 0.81),
        measured('keras', 0.243, 0.2),
        measured('keras jit=off threads=1,2', 0.09),
        measured('keras jit=on threads=own', 0.5),
      ],
    },
  ],
  growth: [
    { subject: 'lenet', contender: 'ours', rows: 1500, batch_size: 32, ms: spread([0.1]) },
    { subject: 'lenet', contender: 'keras', rows: 1500, batch_size: 32, ms: spread([0.3]) },
  ],
});

test('a spread has the median and both ends', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3, turns: 3 });
});

test('ratios are of medians; the best of Keras’s settings counts', () => {
  const { bestKeras, ratios, stepsShare } = compare(result.subjects[0]);
  expect(bestKeras?.contender).toBe('keras jit=off threads=1,2');
  expect(ratios.tfjs).toBeCloseTo(10, 12);
  expect(ratios.keras).toBeCloseTo(0.2215 / 0.081, 12);
  expect(ratios.bestKeras).toBeCloseTo(0.09 / 0.081, 12);
  expect(ratios.share).toBeCloseTo(0.5, 12);
  expect(stepsShare).toBeCloseTo(0.5, 12);
});

test('each bar is judged by what was found, and what was not measured is not judged', () => {
  expect(judge(result).map(({ bar, reached }) => [bar, reached])).toEqual([
    ['tfjs', true],
    ['keras', true],
    ['bestKeras', false],
    ['share', true],
  ]);
  const [lenet] = result.subjects;
  const alone = { ...result, subjects: [{ ...lenet, contenders: lenet.contenders.slice(0, 1) }] };
  expect(judge(alone).map(({ bar }) => bar)).toEqual(['share']);
});

test('the tables say every figure with its spread', () => {
  const text = table(result);
  expect(text).toContain('| lenet (32) | **0.081 (0.080–0.090)** | 0.810 (0.810–0.810) |');
  expect(text).toContain('| lenet against Keras with its best settings | 1.5 × | 1.1 × | **not reached** |');
  expect(text).toContain('| lenet | 200 (190–210) | 50 % | 50 % | 0.071 (0.071–0.071) |');
  expect(text).toContain('| lenet | 1500 | 32 | 0.100 (0.100–0.100) | 0.300 (0.300–0.300) |');
});

test('the chart draws each contender', async () => {
  const svg = await renderPlot(benchChart(result));
  for (const name of ['Reprise', 'Keras, best settings', 'TensorFlow.js fit', 'lenet']) expect(svg).toContain(name);
});
