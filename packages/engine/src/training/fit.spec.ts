import { stopsEarly } from './fit';

describe('stopsEarly, as Keras 2.2.4 with patience 2', () => {
  test.each([
    [[], false],
    [[3, 2, 1], false],
    [[1, 2], false],
    [[1, 2, 3], true],
    [[1, 1, 1], true], // equal is not lower
    [[3, 4, 2, 3], false],
    [[3, 4, 2, 3, 2], true],
    // The notebook's own curves: it stopped after epochs 9 and 13.
    [[0.0225, 0.0223, 0.022, 0.0219, 0.0218, 0.0218, 0.0214, 0.0222], false],
    [[0.0225, 0.0223, 0.022, 0.0219, 0.0218, 0.0218, 0.0214, 0.0222, 0.0218], true],
  ])('%j: %s', (valLoss, expected) => expect(stopsEarly(valLoss, 2)).toBe(expected));
});
