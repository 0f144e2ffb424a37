import { Problem } from '@reprise/base';
import { nastyText, subject } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { logLevel } from '../../environment';
import { GPU_VARIABLE, wantedKind } from '../../install/gpu';
import { chooseSource, WHEEL_VARIABLE } from '../../install/sources/wheel-source';
import { tinyPins } from '../../install/testing/fake-machine';

export default subject({
  name: 'environment of TensorFlow',
  input: fc.record({
    value: fc.oneof(fc.constantFrom('', '0', '1', '2', 'true'), nastyText),
    wheel: fc.oneof(fc.constantFrom('.', '/', '/dev/null', '/nowhere.whl'), nastyText),
  }),
  async read({ value, wheel }) {
    if (![0, 1, 2, 3].includes(logLevel({ TF_CPP_MIN_LOG_LEVEL: value }))) throw new Error(`level of ${value}`);
    const reads = [
      () => wantedKind({ [GPU_VARIABLE]: value }),
      () => chooseSource(tinyPins()['linux x64'], { [WHEEL_VARIABLE]: wheel }),
    ];
    const results = await Promise.allSettled(reads.map(async (read) => read()));
    const refused = results.filter((result) => result.status === 'rejected');
    for (const { reason } of refused) if (!(reason instanceof Problem)) throw reason;
    return refused.length > 0 ? 'refused' : 'read';
  },
});
