import { steps } from './steps';

test('each bar begins where the one before it ends; the sum begins at 0', () => {
  const parts = [
    { text: '.a', contribution: -1 },
    { text: '.com', contribution: 5 },
  ];
  // The axis is from -3 to 2.
  expect(steps({ unread: '', baseline: -2, parts, logit: 2 })).toEqual({
    zero: 0.6,
    steps: [
      { text: 'the empty URL', kind: 'baseline', value: -2, start: 0.2, size: 0.4 },
      { text: '.a', kind: 'part', value: -1, start: 0, size: 0.2 },
      { text: '.com', kind: 'part', value: 5, start: 0, size: 1 },
      { text: 'sum', kind: 'sum', value: 2, start: 0.6, size: 0.4 },
    ],
  });
});

test('without parts and with a logit of 0, bars have no width', () =>
  expect(steps({ unread: '', baseline: 0, parts: [], logit: 0 })).toEqual({
    zero: 0,
    steps: ['baseline', 'sum'].map((kind) => expect.objectContaining({ kind, start: 0, size: 0 })),
  }));
