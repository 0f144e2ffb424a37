import { Problem } from '@reprise/base';
import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { logLevel } from '../../environment';
import { GPU_VARIABLE, wantedKind } from '../../install/gpu';

export default fuzzTarget({
  name: 'environment of TensorFlow',
  input: fc.oneof(fc.constantFrom('', '0', '1', '2', 'true'), hostileText),
  read(value) {
    if (![0, 1, 2, 3].includes(logLevel({ TF_CPP_MIN_LOG_LEVEL: value }))) throw new Error(`level of ${value}`);
    try {
      wantedKind({ [GPU_VARIABLE]: value });
      return 'read';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return 'refused';
    }
  },
});
