import { type Results, resultsMarkdown } from './publish';

const results: Results = {
  rows: [{ fault: 'a | b', trials: 1000, asserts: 'one message', result: '1,000 of 1,000' }],
  failures: [],
  facts: { seed: 1 },
};
const ran = {
  date: '2026-11-26',
  seconds: 125,
  on: { cpu: 'CPU ', cores: 2, memory_gb: 24, platform: 'linux x64' },
  node: '20.20.2',
};

test('states when and where it ran, and has a row per kind of fault', () =>
  expect(resultsMarkdown(results, ran)).toBe(
    [
      '2026-11-26, 2 min 5 s on CPU, 2 cores, 24 GB, linux x64; Node 20.20.2, seed 1. No failures.',
      '',
      '| fault | trials | asserted | result |',
      '| --- | ---: | --- | --- |',
      '| a \\| b | 1,000 | one message | 1,000 of 1,000 |',
    ].join('\n'),
  ));

test('lists failures', () => {
  const text = resultsMarkdown({ ...results, failures: ['vision:lenet: process left: node'] }, ran);
  expect(text).toContain('seed 1. **Failures: 1**, below.\n');
  expect(text).toMatch(/\n\n- vision:lenet: process left: node$/);
});
