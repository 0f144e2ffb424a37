import { isAbsolute } from 'node:path';
import * as fc from 'fast-check';
import { cacheDir } from '@reprise/base';
import { userFolder } from '../../sources/fetch-cached';
import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import { withEnvironment } from '@reprise/base/testing';

export default fuzzTarget({
  name: 'environment: cache folder and user folders',
  // An environment variable cannot contain NUL.
  input: fc
    .oneof(fc.constantFrom('.', '..', '/', '~', '/nowhere', '/dev/null'), hostileText)
    .map((text) => text.replaceAll('\0', '')),
  async read(value) {
    await withEnvironment({ XDG_CACHE_HOME: value, REPRISE_FUZZ: value }, async () => {
      const cache = cacheDir('x');
      if (!isAbsolute(cache)) throw new Error(`a relative cache folder ${JSON.stringify(cache)}`);
      await userFolder('REPRISE_FUZZ');
    });
  },
});
