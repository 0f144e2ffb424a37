import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const CORE = join(dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist');

/** The environment of all tests, set before they are defined. */
const ENVIRONMENT = { name: 'tensorflow', backendName: 'tensorflow', flags: {}, isDataSync: true };

/**
 * Bundles the tests of TensorFlow.js's core into one CommonJS file: they are published as ES modules without file
 * extensions, which Node does not load.
 *
 * The file contains a copy of the core. TensorFlow.js keeps engine, backends, kernels, gradients and tensor class in the
 * global object, so the copy uses those of the core that was loaded first, with tfjs-node's backend. It may not replace the
 * gradients and chained ops that are registered there.
 */
export async function bundleTests(file: string): Promise<void> {
  await build({
    stdin: {
      contents: `require('./jasmine_util').setTestEnvs([${JSON.stringify(ENVIRONMENT)}]); require('./tests');`,
      resolveDir: CORE,
    },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Tests export nothing, and the core's package.json declares that its modules have no side effects.
    treeShaking: false,
    ignoreAnnotations: true,
    tsconfigRaw: {},
    logLevel: 'error',
    plugins: [
      {
        name: 'registered-already',
        setup: ({ onLoad }) =>
          onLoad({ filter: /[/\\]register_all_(gradients|chained_ops)\.js$/ }, () => ({ contents: '' })),
      },
    ],
  });
}
