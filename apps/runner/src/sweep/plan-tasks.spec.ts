import { trainings } from '@reprise/records';
import { planTasks } from './plan-tasks';

/** Every training of the packages with the first seed of docs/protocol.md, those with `seeds` with all ten. */
const expected = Array.from(trainings()).flatMap(([name, { model, seeds }]) =>
  Array.from(
    { length: seeds ? 10 : 1 },
    (_, i) => `${model}:${name === model ? '' : `${name.slice(model.length + 1)}-`}seed-${11 + i}`,
  ),
);

test.each(['full', 'quick'])(
  'plans a sweep of the %s profile: each training once, after the data that it reads',
  async (profile) => {
    const tasks = await planTasks(profile);
    const data = tasks.filter(({ id }) => id.startsWith('data:'));
    const sets = ['data:fashion-mnist', 'data:urls', 'data:vgg16'];
    expect(data.map(({ id }) => id).sort()).toEqual(sets.map((id) => `${id}:${profile}`));
    const ids = tasks.map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith('data:')).sort()).toEqual(expected.map((id) => `${id}:${profile}`).sort());
    for (const { id, after } of tasks)
      for (const needed of after) expect(ids.indexOf(needed)).toBeLessThan(ids.indexOf(id));
    expect(tasks.find(({ id }) => id === `transfer:seed-12:${profile}`)?.after.sort()).toEqual([
      `data:fashion-mnist:${profile}`,
      `data:vgg16:${profile}`,
    ]);
  },
);
