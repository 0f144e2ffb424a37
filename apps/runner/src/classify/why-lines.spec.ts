import { whyLines } from './why-lines';

test('the parts add up below each other, and control nothing', () => {
  const like = { dots: 2, lengths: [13, 17] as [number, number], benign: 0, malicious: 0, falseAlarms: 0, misses: 0 };
  const parts = [
    { text: '.a\u001b[2J', contribution: 12.346 },
    { text: '.com', contribution: -0.25 },
  ];
  expect(
    whyLines({ unread: 'é😀', baseline: -3.2, parts, logit: 8.896, like, remarks: ['It has 2 dots.'] }).split('\n'),
  ).toEqual([
    '    the empty URL                  -3.20',
    '    .a\\u001b[2J                   +12.35',
    '    .com                           -0.25',
    '    sum: the logit of malicious    +8.90',
    '    Characters in front that are not read: 2.',
    '    It has 2 dots.',
    '',
  ]);
});
