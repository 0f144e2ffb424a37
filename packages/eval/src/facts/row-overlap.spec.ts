import { countByClass, rowOverlap } from './row-overlap';

test('counts rows by class, and those that conflict', () => {
  const keys = ['a', 'b', 'b', 'c', 'a', 'a', 'b', 'd'];
  const malicious = Uint8Array.of(0, 0, 1, 0, 0, 1, 1, 1);
  expect(rowOverlap(keys, malicious, Int32Array.of(0, 1, 2, 3), Int32Array.of(4, 5, 6, 7))).toEqual({
    testRows: { benign: 1, malicious: 2 },
    conflicts: 2,
  });
});

test('no shared keys, and no rows', () => {
  const nothing = { testRows: { benign: 0, malicious: 0 }, conflicts: 0 };
  expect(rowOverlap(['a', 'b'], Uint8Array.of(0, 1), Int32Array.of(0), Int32Array.of(1))).toEqual(nothing);
  expect(rowOverlap([], new Uint8Array(0), new Int32Array(0), new Int32Array(0))).toEqual(nothing);
});

test('counts the given rows by class', () => {
  const malicious = Uint8Array.of(0, 1, 1, 0, 0);
  expect(countByClass(malicious, [0, 1, 3, 4])).toEqual({ benign: 3, malicious: 1 });
  expect(countByClass(malicious, [])).toEqual({ benign: 0, malicious: 0 });
});
