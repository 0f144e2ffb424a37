/** Where the link to the native library lies in a workspace. */
export const NATIVE = 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8';

/** Tasks as their own main files run them, on the quick profile, and where each leaves its artefacts. */
export const TASKS = {
  'data:urls': { command: ['ts-node', 'packages/data/src/main.ts', 'urls'], output: 'artifacts/data/urls' },
  'data:fashion-mnist': {
    command: ['ts-node', 'packages/data/src/main.ts', 'fashion-mnist'],
    output: 'artifacts/data/fashion-mnist',
  },
  'data:vgg16': { command: ['ts-node', 'packages/data/src/main.ts', 'vgg16'], output: 'artifacts/data/vgg16' },
  'text:birnn': {
    command: ['ts-node', 'packages/text/src/main.ts', 'birnn', '--profile=quick'],
    output: 'artifacts/quick/birnn/seed-1',
  },
  'text:cnn-lstm': {
    command: ['ts-node', 'packages/text/src/main.ts', 'cnn-lstm', '--profile=quick'],
    output: 'artifacts/quick/cnn-lstm/seed-1',
  },
  'vision:lenet': {
    command: ['ts-node', 'packages/vision/src/main.ts', 'lenet', '--profile=quick'],
    output: 'artifacts/quick/lenet/seed-1',
  },
  'eval:claims': {
    command: ['ts-node', 'packages/eval/src/main.ts', 'claims', '--profile=quick'],
    output: 'artifacts/quick/claims/seed-1',
  },
  'eval:report': {
    command: ['ts-node', 'packages/eval/src/main.ts', 'report', '--profile=quick'],
    output: 'artifacts/quick/report/seed-1',
  },
  'page:build': {
    command: ['ts-node', 'apps/page/src/main.ts', '--profile=quick'],
    output: 'artifacts/quick/page/seed-1',
  },
} satisfies Record<string, { command: string[]; output: string }>;
