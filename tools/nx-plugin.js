// What a project.json cannot express:
// 1. Trainings as tasks. Each model's folder, packages/*/src/MODEL, is a project, so that a change of one model trains only
//    that model. Each training in its card.json becomes a target, plus one for each seed of the protocol if it has `seeds`, else
//    for the first (a target runs once in a run). The package has an alias of each (`vision:lenet` is `lenet:train`); its target
//    `trainings` groups what a report needs, `sweep-trainings` what the protocol needs.
// 2. REPRISE_SEED for the whole pipeline. `outputs` can contain a task's option but no environment variable, so the variable
//    becomes the option `seed`, which gives each seed its own folders. `--seed=7` overrides it for one task.
// 3. Tasks end with their Nx (endOnSignal in packages/base), and Nx ends with the `reprise` command that started it.
// 4. Cached outputs are verified, and a failing shared cache fails no run.
// 5. Unknown configurations are errors, and so are cards that Nx would half understand.
// 6. A run with a failed task ends with 1.
// 7. The number of tasks that run at once depends on cores and memory. `nx run` reads NX_PARALLEL after it has loaded this file,
//    `nx run-many` before, so the `reprise` command sets it, too. Tasks show plain progress lines if it is more than 1.
// 8. Tasks allocate by tcmalloc where it is installed (Debian's libtcmalloc-minimal4): trainings take 0.8 to 0.95 of the time, with
//    the same bits.
// 9. Each run is recorded for `reprise watch`.
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { parseArgs } = require('node:util');
const { checkConfiguration } = require('./check-configuration.js');
const { parallelTasks } = require('./parallel.js');
const { recordRuns } = require('./record-runs.js');
const { guardSharedCache } = require('./shared-cache.js');

process.env.REPRISE_NX = String(process.pid);
const command = Number(process.env.REPRISE_COMMAND);
if (command > 0)
  setInterval(() => {
    try {
      process.kill(command, 0);
    } catch {
      process.kill(process.pid, 'SIGTERM'); // Nx then ends its tasks
    }
  }, 1000).unref();

process.env.NX_PARALLEL ||= String(parallelTasks());

function seedFromEnvironment() {
  const text = process.env.REPRISE_SEED ?? '1';
  if (!/^\d+$/.test(text) || Number(text) > 0xffffffff)
    throw new Error(
      `REPRISE_SEED: expected a whole number from 0 to 4294967295, found "${text}". Set REPRISE_SEED=7, or unset it.`,
    );
  return Number(text);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Packages of this workspace that a package depends on, by its package.json, and theirs in turn. */
function packagesBelow(workspace, name, found = new Set()) {
  const { dependencies } = readJson(join(workspace, 'packages', name, 'package.json'));
  for (const dependency of Object.keys(dependencies).filter((one) => one.startsWith('@reprise/'))) {
    const below = dependency.slice('@reprise/'.length);
    if (!found.has(below)) packagesBelow(workspace, below, found.add(below));
  }
  return [...found];
}

/** One training as an Nx target. @param begins targets of the same project @param shared inputs beside the model's own folder */
const training = (root, name, data, begins, seed, shared) => ({
  executor: 'nx:run-commands',
  cache: true,
  dependsOn: [
    { projects: ['tools'], target: 'runtime' },
    ...data.map((target) => ({ projects: ['data'], target })),
    ...begins.map((target) => ({ target, params: 'forward' })),
  ],
  inputs: ['training', ...shared],
  outputs: [`{workspaceRoot}/artifacts/{options.profile}/${name}/seed-{options.seed}`],
  options: { command: `node -r ./tools/ts-node-cached.js ${root}/src/main.ts ${name}`, seed },
  configurations: { full: { profile: 'full' }, quick: { profile: 'quick' } },
  defaultConfiguration: 'full',
});

/** A target that runs others, in the same profile. */
const group = (dependsOn) => ({
  executor: 'nx:noop',
  cache: true,
  inputs: [],
  outputs: [],
  dependsOn: dependsOn.map((one) => ({ ...one, params: 'forward' })),
  configurations: { full: {}, quick: {} },
  defaultConfiguration: 'full',
});

/** Nx ignores a dependency on a target that does not exist, and a target's name is a training's without its model's. */
function checkCard(workspace, file, model, data, trainings) {
  const known = Object.keys(readJson(join(workspace, 'packages', 'data', 'project.json')).targets);
  const unknown = data.find((target) => !known.includes(target));
  if (unknown !== undefined) throw new Error(`${file}: expected data of ${known.join(', ')}, found "${unknown}".`);
  const foreign = Object.keys(trainings).find((name) => name !== model && !name.startsWith(`${model}-`));
  if (foreign !== undefined)
    throw new Error(`${file}: expected trainings called ${model} or ${model}-…, found "${foreign}".`);
}

/** The projects of a package's models, and the package's aliases of their targets. */
function trainingProjects(workspace, root, cards, seed) {
  const protocol = readJson(join(workspace, 'packages', 'eval', 'src', 'protocol', 'rules.json'));
  const shared = [
    // A model's folder imports of its package these files alone: a rule of eslint.config.mjs.
    `{workspaceRoot}/${root}/src/*.ts`,
    `!{workspaceRoot}/${root}/src/{index,*.spec}.ts`,
    { input: 'sources', projects: packagesBelow(workspace, basename(root)) },
  ];
  const projects = { [root]: { targets: {} } };
  const [reported, swept] = [[], []];
  for (const { file, model, data, trainings } of cards) {
    checkCard(workspace, file, model, data, trainings);
    const targets = {};
    const targetOf = (alias) => (alias === model ? 'train' : alias.slice(model.length + 1));
    const add = (alias, name, begins, ofSeed) => {
      const target = targetOf(alias);
      targets[target] = training(root, name, data, begins.map(targetOf), ofSeed, shared);
      projects[root].targets[alias] = group([{ projects: [model], target }]);
      return { target: alias };
    };
    for (const [name, { seeds, sweep, continues }] of Object.entries(trainings)) {
      const begins = continues === undefined ? [] : [continues];
      const ofRun = add(name, name, begins, seed);
      if (!sweep) reported.push(ofRun);
      for (const other of protocol.design.seeds.slice(0, seeds ? undefined : 1)) {
        const beginsOfSeed = begins.map((begin) => `${begin}-seed-${other}`);
        swept.push(add(`${name}-seed-${other}`, name, beginsOfSeed, other));
      }
    }
    projects[`${root}/src/${model}`] = { name: model, targets };
  }
  projects[root].targets.trainings = group(reported);
  projects[root].targets['sweep-trainings'] = group(swept);
  return projects;
}

/** Adds the seed to the targets of a project.json whose outputs depend on it. */
const seedTargets = ({ targets = {} }, seed) =>
  Object.fromEntries(
    Object.entries(targets)
      .filter(([, { outputs = [] }]) => outputs.some((output) => output.includes('{options.seed}')))
      .map(([name]) => [name, { options: { seed } }]),
  );

exports.createNodesV2 = [
  '{{packages,apps}/*/project.json,packages/*/src/*/card.json}',
  (files, _options, { workspaceRoot }) => {
    const seed = seedFromEnvironment();
    const read = (file) => readJson(join(workspaceRoot, file));
    const [cards, roots] = [[], []];
    for (const file of files.toSorted()) (basename(file) === 'card.json' ? cards : roots).push(file);
    return roots.map((file) => {
      const root = dirname(file);
      const models = cards
        .filter((card) => card.startsWith(`${root}/`))
        .map((card) => ({ file: card, model: basename(dirname(card)), ...read(card) }));
      const projects =
        models.length > 0 ? trainingProjects(workspaceRoot, root, models, seed) : { [root]: { targets: {} } };
      Object.assign(projects[root].targets, seedTargets(read(file), seed));
      return [file, { projects }];
    });
  },
];

let interrupted = false;

/** The variable that makes tasks allocate by tcmalloc, unless it is set. */
function allocator() {
  if (process.platform !== 'linux' || process.env.LD_PRELOAD) return {};
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const architecture = process.arch === 'arm64' ? 'AArch64' : 'x86-64';
  const line = new RegExp(`libtcmalloc_minimal\\.so\\.4 \\(libc6,${architecture}[^)]*\\) => (\\S+)`);
  const [, library] = line.exec(stdout ?? '') ?? [];
  return library ? { LD_PRELOAD: library } : {};
}

exports.preTasksExecution = async (_options, { argv, workspaceRoot }) => {
  recordRuns(workspaceRoot);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => (interrupted = true));
  checkConfiguration(argv);
  const { parallel } = parseArgs({ args: argv, options: { parallel: { type: 'string' } }, strict: false }).values;
  // Nx takes more forms; with those, tasks go by the default.
  if (parallel === 'false' || /^\d+$/.test(parallel)) process.env.NX_PARALLEL = String(Number(parallel) || 1);
  Object.assign(process.env, await guardSharedCache(), allocator());
};

exports.postTasksExecution = async (_options, { taskResults }) => {
  const { verifyCached } = require('./verify-cached.js'); // loads parts of Nx that are not ready earlier
  await verifyCached(taskResults);
  // Nx takes a task that did not run since another failed for an interruption, and ends with 130.
  const results = Object.values(taskResults);
  const stopped = interrupted || results.some(({ status, code }) => status === 'stopped' || code > 128);
  if (!stopped && results.some(({ status }) => status === 'failure'))
    process.once('exit', () => (process.exitCode = 1));
};
