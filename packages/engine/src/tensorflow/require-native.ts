// Says what to do when the native library is missing or of the other kind, before tfjs-node says it in its own way or
// the wrong one computes.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '@reprise/base';
import { addonLink, GPU_VARIABLE, linkedRuntime, wantedKind } from '../native';

const packageFolder = dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
const linked = linkedRuntime(packageFolder)?.record.kind;
if (!existsSync(addonLink(packageFolder)))
  throw new Problem({
    where: 'TensorFlow',
    expected: 'the native library in place',
    found: 'none',
    todo: 'Run `npx nx run tools:runtime`, and `npx reprise doctor` if that fails.',
  });
if (linked !== undefined && linked !== wantedKind(process.env))
  throw new Problem({
    where: 'TensorFlow',
    expected: linked === 'cpu' ? `its GPU build, since ${GPU_VARIABLE} is set` : 'the build for the processor',
    found: linked === 'cpu' ? 'the build for the processor' : 'its GPU build',
    todo: `Run \`npx nx run tools:runtime\` with the same ${GPU_VARIABLE} (set, or unset).`,
  });
