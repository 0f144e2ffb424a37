// What Nx cannot say in a project.json:
// 1. Trainings as tasks. Each entry of packages/*/trainings.json becomes a target; each that says `seeds` becomes one for
//    every further seed of the sweep as well, `lenet-seed-2`, since a target occurs once in a run. Two targets gather
//    them: `trainings`, what a report needs, and `sweep-trainings`, all of them.
// 2. REPRISE_SEED for the whole pipeline. A seed has folders of its own, so Nx must know it as an option of the task,
//    where `outputs` can name it; a hashed environment variable alone would leave the outputs at the default seed's
//    folder. `--seed=7` on one task overrides it.
// 3. That nobody is left behind when somebody is killed: tasks end with their Nx (endOnSignal in packages/base), and Nx
//    with the `reprise` command that started it.
// 4. That what comes from its cache is what went into it, and that a shared cache which fails stops nobody.
// 5. That a configuration which there is not is an error.
const { readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

process.env.REPRISE_NX = String(process.pid);
const command = Number(process.env.REPRISE_COMMAND);
if (command > 0)
  setInterval(() => {
    try {
      process.kill(command, 0);
    } catch {
      process.kill(process.pid, 'SIGTERM'); // upon which Nx ends its tasks
    }
  }, 1000).unref();

/** Seeds of a sweep beside the default one. */
const SWEEP_SEEDS = [2, 3, 4, 5];

function seedFromEnvironment() {
  const text = process.env.REPRISE_SEED ?? '1';
  if (!/^\d+$/.test(text) || Number(text) > 0xffffffff)
    throw new Error(
      `REPRISE_SEED: expected a whole number from 0 to 4294967295, found "${text}". Set REPRISE_SEED=7, or unset it.`,
    );
  return Number(text);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** One training as an Nx target. */
const training = (root, name, data, seed) => ({
  executor: 'nx:run-commands',
  cache: true,
  dependsOn: [{ projects: ['tools'], target: 'runtime' }, ...data.map((target) => ({ projects: ['data'], target }))],
  inputs: ['training', '^sources'],
  outputs: [`{workspaceRoot}/artifacts/{options.profile}/${name}/seed-{options.seed}`],
  options: { command: `ts-node ${root}/src/main.ts ${name}`, seed },
  configurations: { full: { profile: 'full' }, quick: { profile: 'quick' } },
  defaultConfiguration: 'full',
});

/** A target that only gathers others, of its own profile. */
const group = (names) => ({
  executor: 'nx:noop',
  cache: true,
  inputs: [],
  outputs: [],
  dependsOn: names.map((target) => ({ target, params: 'forward' })),
  configurations: { full: {}, quick: {} },
  defaultConfiguration: 'full',
});

function trainingTargets(root, trainings, seed) {
  const targets = {};
  const [reported, swept] = [[], []];
  for (const [name, { data, seeds, sweep }] of Object.entries(trainings)) {
    targets[name] = training(root, name, data, seed);
    (sweep ? swept : reported).push(name);
    if (!seeds) continue;
    for (const other of SWEEP_SEEDS) {
      targets[`${name}-seed-${other}`] = training(root, name, data, other);
      swept.push(`${name}-seed-${other}`);
    }
  }
  targets.trainings = group(reported);
  targets['sweep-trainings'] = group(['trainings', ...swept]);
  return targets;
}

exports.createNodesV2 = [
  '{packages,apps}/*/{project,trainings}.json',
  (files, _options, { workspaceRoot }) => {
    const seed = seedFromEnvironment();
    return files.map((file) => {
      const root = dirname(file);
      const content = readJson(join(workspaceRoot, file));
      if (basename(file) === 'trainings.json')
        return [file, { projects: { [root]: { targets: trainingTargets(root, content, seed) } } }];
      const seeded = Object.entries(content.targets ?? {}).filter(([, { outputs = [] }]) =>
        outputs.some((output) => output.includes('{options.seed}')),
      );
      const withSeed = Object.fromEntries(seeded.map(([name]) => [name, { options: { seed } }]));
      return [file, { projects: { [root]: { targets: withSeed } } }];
    });
  },
];

exports.preTasksExecution = async (_options, { argv }) => {
  const { checkConfiguration } = require('./check-configuration.js');
  checkConfiguration(argv);
  const { guardSharedCache } = require('./shared-cache.js');
  Object.assign(process.env, await guardSharedCache());
};

exports.postTasksExecution = async (_options, { taskResults }) => {
  const { verifyCached } = require('./verify-cached.js');
  await verifyCached(taskResults);
};
