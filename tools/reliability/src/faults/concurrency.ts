import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NATIVE, type Task } from '../workspace/tasks';
import { type Kind, NX_URLS, type Trial, withCache } from './trial';

const TASKS = ['data:urls', 'data:fashion-mnist', 'birnn:train', 'eval:report', 'page:build'];

export function concurrencyKinds(root: string, tasks: Record<string, Task>): Kind[] {
  const { 'data:urls': urls, 'birnn:train': birnn, 'tools:runtime': runtime } = tasks;
  const remove = (path: string): void => rmSync(join(root, path), { recursive: true, force: true });
  const byNx = { command: NX_URLS, then: [NX_URLS], same: [urls] };
  return [
    {
      fault: '2 or 8 runs of one task at once, directly and by Nx',
      asserts: 'all succeed; identical artefacts',
      trials: [2, 8].flatMap((times): Trial[] => [
        ...TASKS.map((name) => ({
          name: `${name}, ${times} at once`,
          command: tasks[name].command,
          times,
          same: [tasks[name]],
        })),
        {
          name: `nx run data:urls, ${times} at once, with no cache`,
          harm: () => ['.nx', urls.output].forEach(remove),
          times,
          ...byNx,
        },
        { name: `nx run data:urls, ${times} at once, with a cache`, times, ...byNx },
      ]),
    },
    {
      fault: '2 installations of TensorFlow at once',
      asserts: 'both succeed; a training runs on the library',
      trials: [
        {
          name: 'tools:runtime, 2 at once with an empty cache',
          harm: () => remove(NATIVE),
          command: withCache(root, ...runtime.command),
          times: 2,
          then: [withCache(root, ...birnn.command), ['rm', '-rf', NATIVE], runtime.command],
          same: [birnn],
        },
      ],
    },
  ];
}
