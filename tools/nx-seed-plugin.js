// REPRISE_SEED for the whole pipeline. A seed has folders of its own, so Nx must know it as an option of the task, where
// `outputs` can name it; a hashed environment variable alone would leave the outputs at the default seed's folder.
// `--seed=7` on one task overrides it.
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

function seedFromEnvironment() {
  const text = process.env.REPRISE_SEED ?? '1';
  if (!/^\d+$/.test(text) || Number(text) > 0xffffffff)
    throw new Error(
      `REPRISE_SEED: expected a whole number from 0 to 4294967295, found "${text}". Set REPRISE_SEED=7, or unset it.`,
    );
  return Number(text);
}

/** Gives each target whose outputs name a seed the option `seed`. */
exports.createNodesV2 = [
  '{packages,apps}/*/project.json',
  (files, _options, { workspaceRoot }) => {
    const seed = seedFromEnvironment();
    return files.map((file) => {
      const { targets = {} } = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'));
      const seeded = Object.entries(targets).filter(([, { outputs = [] }]) =>
        outputs.some((output) => output.includes('{options.seed}')),
      );
      const withSeed = Object.fromEntries(seeded.map(([name]) => [name, { options: { seed } }]));
      return [file, { projects: { [dirname(file)]: { targets: withSeed } } }];
    });
  },
];
