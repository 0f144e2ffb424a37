// Says what to do when the native library is missing, before tfjs-node says it in its own way.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '@reprise/data';

const addon = join(dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')), 'lib/napi-v8/tfjs_binding.node');
if (!existsSync(addon))
  throw new Problem({
    where: 'TensorFlow',
    expected: 'the native library in place',
    found: 'none',
    todo: 'Run `npx nx run tools:runtime`, and `npx reprise doctor` if that fails.',
  });
