import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const ESM_ONLY = ['arquero', 'h5wasm', 'h5wasm/node', 'vega', 'vega-lite'];

// The arrows between packages: a package imports what its own package.json names, and only by name. What another package
// does not export is no module to the type check. eval and data work without TensorFlow.
const arrows = (...more) => [
  'error',
  {
    paths: ESM_ONLY.map((name) => ({ name, allowTypeImports: true, message: 'ESM only: use await import().' })),
    patterns: [{ regex: '^@reprise/(runner|reliability)', message: 'Nothing imports runner or reliability.' }, ...more],
  },
];

/** A part of the tree that may not import what `regex` matches. */
const part = ({ files, ignores = [], ...pattern }) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': arrows(pattern) },
});

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', 'artifacts', '.nx', '.reprise', 'coverage'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-require-imports': [
        'error',
        {
          allowAsImport: true,
          allow: [
            '^node:util$',
            '^@reprise/',
            '/api_pb$',
            '^env-paths$',
            '^@tensorflow/tfjs-node-gpu(/package.json)?$',
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is an argument: fork a seeded generator.' },
      ],
      'import-x/no-extraneous-dependencies': [
        'error',
        { devDependencies: ['**/*.spec.ts', '**/testing/**', 'tools/src/browser/**'], includeTypes: true },
      ],
      'import-x/no-cycle': 'error', // of values; types may refer to each other
      'import-x/no-relative-packages': 'error',
      '@typescript-eslint/no-restricted-imports': arrows(),
    },
  },
  part({
    files: ['packages/eval/**/*.ts'],
    regex: '^@reprise/(engine|training|runtime)(/|$)|^@tensorflow/',
    message: 'eval reads records and artefacts: import @reprise/records.',
  }),
  part({
    files: ['packages/{base,data,records}/**/*.ts', 'packages/runtime/src/install/**/*.ts'],
    regex: '^@tensorflow/|^#tfjs-node/|/tensorflow(/|$)',
    message: 'This part works without TensorFlow in place.',
  }),
  part({
    files: ['packages/{vision,text}/src/*/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    regex: '^(\\.\\./)+([^/]+/|index$)|^\\.\\.$',
    message: 'A model’s folder imports only files of src/ beside its own: Nx trains it again when those change.',
  }),
  {
    // Nx does not hash these files for trainings.
    files: ['packages/{vision,text}/src/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'CallExpression[callee.object.name!=Object]',
          'ObjectExpression > SpreadElement',
          'Literal[value=/\\d/]',
        ].map((selector) => ({ selector, message: 'index.ts lists trainings: define them in a model’s folder.' })),
      ],
    },
  },
  part({
    files: ['packages/{vision,text}/src/*.ts'],
    ignores: ['**/{index,main,*.spec}.ts'],
    regex: '^\\./(index$|[^/]+/)',
    message: 'A file that models share imports no model: Nx trains every model of the package again when it changes.',
  }),
);
