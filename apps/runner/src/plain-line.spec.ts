import { plainLine } from './plain-line';

test.each([
  ['as it is  ', 'as it is'],
  ['', ''],
  ['\u001b[32m✔\u001b[39m  nx run data:urls', '✔  nx run data:urls'],
  // What cli-progress draws: to column 1, a bar, and the rest of the row emptied.
  ['\u001b[1G░░ a 0 %\u001b[0K\u001b[1G██ a 100 %\u001b[0K', '██ a 100 %'],
  ['a 1 %\ra 2 %\r', 'a 2 %'],
  ['\u001b[?25l\u001b[G\u001b[2K', ''],
])('%j', (line, expected) => expect(plainLine(line)).toBe(expected));

test.each([
  ['a\bb', 'ab'],
  ['a\u001b', 'a'],
  ['a\u0000\u007f\u009c', 'a'],
  ['a\tb', 'a\tb'],
])('of controls nothing is left: %j', (line, plain) => expect(plainLine(line)).toBe(plain));
