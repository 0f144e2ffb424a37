// packages/*/trainings.json, from which the Nx plugin makes tasks, names what the packages can train: no more, no less.
import { repositoryRoot } from '@reprise/base';
import { trainings } from '@reprise/training/records';
import { SWEEP_SEEDS, SWEEP_SPLITS } from '@reprise/eval';
import { allExperiments as text } from '@reprise/text';
import { allExperiments as vision, pca } from '@reprise/vision';

test.each([
  ['text', text],
  ['vision', [...vision, pca]],
])('%s', (project, tasks) => {
  const listed = Array.from(trainings()).filter(([, training]) => training.project === project);
  expect(listed.map(([name]) => name).toSorted()).toEqual(tasks.map(({ name }) => name).toSorted());
  for (const task of tasks) if ('project' in task) expect(task.project).toBe(project);
});

test('the sweep has the seeds and splits that its claims read', () => {
  const { createNodesV2 } = jest.requireActual('../nx-plugin.js') as {
    createNodesV2: [string, (...args: unknown[]) => unknown[]];
  };
  const [[, { projects }]] = createNodesV2[1](['packages/text/trainings.json'], undefined, {
    workspaceRoot: repositoryRoot(),
  }) as [string, { projects: Record<string, { targets: Record<string, { dependsOn: { target: string }[] }> }> }][];
  const swept = projects['packages/text'].targets['sweep-trainings'].dependsOn.map(({ target }) => target);
  const expected = ['birnn', 'cnn-lstm'].flatMap((model) => [
    ...SWEEP_SEEDS.slice(1).map((seed) => `${model}-seed-${seed}`),
    ...SWEEP_SPLITS.slice(1).map((split) => `${model}-split-${split}`),
  ]);
  expect(swept.toSorted()).toEqual(['trainings', ...expected].toSorted());
});
