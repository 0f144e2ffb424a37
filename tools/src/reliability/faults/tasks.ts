/** Where the link to the native library lies in a workspace. */
export const NATIVE = 'node_modules/@tensorflow/tfjs-node-gpu/deps';

/** A task's own main file and arguments, and where it leaves its artefacts. */
const task = (main: string, args: string[], output: string) => ({ command: ['ts-node', main, ...args], output });
const data = (name: string) => task('packages/data/src/main.ts', [name], `artifacts/data/${name}`);
const quick = (main: string, args: string[], name: string) =>
  task(main, [...args, '--profile=quick'], `artifacts/quick/${name}/seed-1`);
const of = (project: string, name: string) => quick(`packages/${project}/src/main.ts`, [name], name);

/** The command that reads two models. */
export const CLASSIFY = ['reprise', 'classify', '--profile', 'quick', 'www.yahoo.com'];

/** Tasks as their own main files run them, on the quick profile. */
export const TASKS = {
  'data:urls': data('urls'),
  'data:fashion-mnist': data('fashion-mnist'),
  'data:vgg16': data('vgg16'),
  'text:birnn': of('text', 'birnn'),
  'text:cnn-lstm': of('text', 'cnn-lstm'),
  'vision:lenet': of('vision', 'lenet'),
  'vision:transfer': of('vision', 'transfer'),
  'eval:claims': of('eval', 'claims'),
  'eval:report': of('eval', 'report'),
  'page:build': quick('apps/page/src/main.ts', [], 'page'),
} satisfies Record<string, { command: string[]; output: string }>;
