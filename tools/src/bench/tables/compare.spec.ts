import { NOTEBOOK_LOOP } from '../frameworks/candidates';
import { compare, judge } from './compare';
import { BenchResult, spread } from '../result';
import { benchMarkdown, everySetting, speedupTable } from './tables';

const measured = (framework: string, setting: string, ...ms: number[]) => ({
  framework,
  setting,
  ms: spread(ms),
  startup_ms: 1500,
  peak_mb: 700,
});

/** 7.1 million operations a step and a quarter of 4 million for validation in 0.081 ms: half of 200 GFLOP/s. */
const result = BenchResult.parse({
  schema: 4,
  date: '2026-11-24T12:00:00.000Z',
  machine: { cpu: 'A processor', cores: 2, memory_gb: 24, platform: 'linux x64' },
  versions: { TensorFlow: '2.21.0' },
  workloads: [
    {
      workload: 'lenet',
      date: '2026-11-24T12:00:00.000Z',
      rows: 6000,
      batch_size: 32,
      validation_rows: 1500,
      matmul_flops: spread([190e9, 200e9, 210e9]),
      flops: { step: 7.1e6, forward: 4e6 },
      candidates: [
        { ...measured('reprise', '', 0.081, 0.08, 0.09), steps_ms: spread([0.071]), predicted: spread([50_000]) },
        measured('tfjs', '', 0.81),
        { ...measured('keras', 'defaults', 0.243, 0.2), predicted: spread([20_000]) },
        { ...measured('keras', 'no XLA, threads 1 and 2', 0.1), predicted: spread([30_000]) },
        measured('pytorch', 'eager, 2 threads', 0.09),
        measured('pytorch', 'eager, 1 thread', 0.12),
      ],
      left_out: [{ framework: 'jax', setting: '2 threads', reason: 'bench, jax: expected an answer\nits last lines' }],
    },
  ],
});

test('a spread has the median and both ends', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3, rounds: 3 });
});

test('the fastest setting of each framework counts; ratios are of medians', () => {
  const { best, rival, ratio, share, stepsShare } = compare(result.workloads[0]);
  expect(best('keras')?.setting).toBe('no XLA, threads 1 and 2');
  expect(best('jax')).toBeUndefined();
  expect(rival).toMatchObject({ framework: 'pytorch', setting: 'eager, 2 threads' });
  expect(rival && ratio(rival)).toBeCloseTo(0.09 / 0.081, 12);
  expect(share).toBeCloseTo(0.5, 12);
  expect(stepsShare).toBeCloseTo(0.5, 12);
});

test('each bar that has a measured value is judged', () => {
  expect(judge(result).map(({ what, reached }) => [what, reached])).toEqual([
    ['rival', false],
    ['share', true],
  ]);
  const [lenet] = result.workloads;
  const alone = { ...result, workloads: [{ ...lenet, candidates: lenet.candidates.slice(0, 1) }] };
  expect(judge(alone).map(({ what }) => what)).toEqual(['share']);
});

test('the tables give each value with its spread', () => {
  const text = benchMarkdown(result);
  expect(text).toContain(
    '| lenet (32) | 0.081 (0.080–0.090) | 0.810 (0.810–0.810), 10.0 × | 0.100 (0.100–0.100), 1.2 × | **0.090 (0.090–0.090), 1.1 ×** |',
  );
  expect(text).toContain('1 of 2 bars are reached. Missed: lenet, 1.1 × the fastest rival (bar 1.8 ×).');
  expect(text).toContain('| lenet | 200 (190–210) | 50 % | 50 % | 0.071 (0.071–0.071) |');
  expect(text).toContain('| lenet | 1.5 / 1.5 / 1.5 / 1.5 / – |');
  expect(text).toContain(' | 50000 / – / 30000 / – / – |');
  expect(everySetting(result)).toContain('| PyTorch, eager, 1 thread | 0.120 (0.120–0.120) |');
  expect(text).toContain('- lenet: JAX, 2 threads: bench, jax: expected an answer');
  expect(speedupTable(result)).toContain('| lenet (32) | 0.081 (0.080–0.090) | 10.0 × | 1.2 × | **1.1 ×** |');
});

test('transfer is judged against the notebook’s loop; the table shows both settings', () => {
  const candidates = [
    measured('reprise', '', 1),
    measured('keras', NOTEBOOK_LOOP, 13),
    measured('keras', 'features once', 2),
  ];
  const transfer = {
    ...result,
    workloads: [{ ...result.workloads[0], workload: 'transfer', flops: undefined, candidates }],
  };
  expect(judge(transfer)).toEqual([{ workload: 'transfer', what: 'rival', bar: 12, value: 13, reached: true }]);
  expect(speedupTable(transfer)).toContain(`**2.0 ×; ${NOTEBOOK_LOOP}: 13.0 ×**`);
});
