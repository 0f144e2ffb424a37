import golden from '../golden/statistics.json';
import { expectClose } from '../testing/expect-close';
import { powerOfT, studentLog10P } from './student';

test.each(golden.student)('log10 of p for t = $t, df = $df, as scipy and mpmath', ({ t, df, log10P }) =>
  expectClose({ log10P: studentLog10P(t, df) }, { log10P }, { relative: 1e-10 }),
);

test.each(golden.power)('power for $effect standard errors, df = $df, as scipy’s nct', ({ effect, df, power }) =>
  expectClose({ power: powerOfT(effect, df) }, { power }, { relative: 1e-6 }),
);
