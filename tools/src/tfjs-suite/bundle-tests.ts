import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const CORE = join(dirname(require.resolve('@tensorflow/tfjs-core/package.json')), 'dist');

/** The environment in which every test runs, set before a test is defined. */
const ENVIRONMENT = { name: 'tensorflow', backendName: 'tensorflow', flags: {}, isDataSync: true };

/**
 * TensorFlow.js publishes its core's tests as ES modules without file extensions, which Node does not load: this bundles
 * them, with what of the core they reach into, into one CommonJS file.
 *
 * The file has a copy of the core's functions. TensorFlow.js keeps engine, backends, kernels, gradients and tensor class
 * in the global object, so they are those of the core that was loaded first, which tfjs-node's backend is registered in.
 * That one has registered its gradients and chained ops: the copy may not replace them.
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
    // Tests export nothing, and the core's package.json promises that its modules have no side effects.
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
