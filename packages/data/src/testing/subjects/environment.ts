import { isAbsolute } from 'node:path';
import * as fc from 'fast-check';
import { cacheDir } from '@reprise/base';
import { userFolder } from '../../sources/user-folder';
import { nastyText, subject } from '@reprise/base/fuzz';
import { withEnvironment } from '@reprise/base/testing';

export default subject({
  name: 'environment: cache folder and folders of the user’s',
  // A variable holds no NUL: the system ends it there.
  input: fc
    .oneof(fc.constantFrom('.', '..', '/', '~', '/nowhere', '/dev/null'), nastyText)
    .map((text) => text.replaceAll('\0', '')),
  async read(value) {
    await withEnvironment({ XDG_CACHE_HOME: value, REPRISE_FUZZ: value }, async () => {
      const cache = cacheDir('x');
      if (!isAbsolute(cache)) throw new Error(`the cache would be ${JSON.stringify(cache)}, wherever that is`);
      await userFolder('REPRISE_FUZZ');
    });
  },
});
