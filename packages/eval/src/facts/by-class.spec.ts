import { countByClass } from './by-class';

test('counts the rows given', () => {
  const malicious = Uint8Array.of(0, 1, 1, 0, 0);
  expect(countByClass(malicious, [0, 1, 3, 4])).toEqual({ benign: 3, malicious: 1 });
  expect(countByClass(malicious, [])).toEqual({ benign: 0, malicious: 0 });
});
