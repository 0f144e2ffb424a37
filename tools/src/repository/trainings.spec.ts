// The cards in packages/*/src/*/card.json, from which the Nx plugin makes tasks, list exactly what the packages train.
import { trainings } from '@reprise/records';
import { PROTOCOL } from '@reprise/eval';
import { allExperiments as text } from '@reprise/text';
import { allExperiments as vision, pca } from '@reprise/vision';

test.each([
  ['text', text],
  ['vision', [...vision, pca]],
])('%s', (project, tasks) => {
  const listed = Array.from(trainings().values()).filter((training) => training.project === project);
  expect(listed.map(({ name }) => name).toSorted()).toEqual(tasks.map(({ name }) => name).toSorted());
  for (const task of tasks)
    if ('project' in task) {
      expect(task.project).toBe(project);
      expect(trainings().get(task.name)?.continues).toBe(task.continues);
    }
});

test('the sweep has the splits of docs/protocol.md', () => {
  const [, ...others] = PROTOCOL.design.splits;
  for (const model of ['birnn', 'cnn-lstm']) {
    const splits = [...trainings().keys()].filter((name) => name.startsWith(`${model}-split-`));
    expect(splits).toEqual(others.map((split) => `${model}-split-${split}`));
  }
});
