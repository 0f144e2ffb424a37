import type { ReliabilityRecord } from './record';
import { recordMarkdown } from './record-markdown';

const record: ReliabilityRecord = {
  schema: 1,
  name: 'crash-test',
  date: '2026-11-26T12:00:00.000Z',
  seconds: 125,
  machine: { cpu: 'CPU ', cores: 2, memory_gb: 24, platform: 'linux x64' },
  versions: { Node: '20.20.2' },
  settings: { kills: 120, seed: 1 },
  rows: [
    { fault: 'a | b', times: 1000, outcome: 'one message' },
    { fault: 'c', times: 234, outcome: 'right' },
  ],
  failures: [],
};

test('tells when and where it ran, what it tried, and how often', () =>
  expect(recordMarkdown(record)).toBe(
    [
      '2026-11-26, 2 min 5 s on CPU, 2 cores, 24 GB, linux x64; Node 20.20.2; kills 120, seed 1.',
      '',
      '| tried | times | what happened |',
      '| --- | ---: | --- |',
      '| a \\| b | 1,000 | one message |',
      '| c | 234 | right |',
      '| **not as promised** | **0** | |',
    ].join('\n'),
  ));

test('what was not as promised is not hidden', () => {
  const text = recordMarkdown({ ...record, settings: {}, failures: ['vision:lenet: left behind: node'] });
  expect(text).toContain('Node 20.20.2.\n');
  expect(text).toContain('| **not as promised** | **1** | see below |');
  expect(text).toContain('\n- vision:lenet: left behind: node');
});
