import golden from '../golden/statistics.json';
import { holm } from './holm';

test.each(golden.holm)('$p, as statsmodels', ({ p, corrected }) => {
  const found = holm(p.map(Math.log10)).map((log10P) => 10 ** log10P);
  corrected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
});
