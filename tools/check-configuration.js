// Nx passes over a configuration that a task does not have and runs the default one: of `quik` it would make half an hour.
const { parseArgs } = require('node:util');

/** The profiles: the configurations of every task that has any, but for what judges a sweep. */
const PROFILES = ['full', 'quick'];
const FULL_ONLY = 'eval:sweep';

/** @throws Error when Nx's command line names a configuration that there is not */
exports.checkConfiguration = function checkConfiguration(argv) {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    options: { configuration: { type: 'string', short: 'c' } },
    strict: false,
    allowPositionals: true,
  });
  const named = positionals.map((word) => word.split(':')).flatMap((parts) => (parts.length === 3 ? parts[2] : []));
  const asked = [values.configuration ?? [], named].flat();
  const unknown = asked.find((name) => !PROFILES.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `configuration: expected ${PROFILES.join(' or ')}, found "${unknown}". Pass --configuration=quick.`,
    );
  if (asked.includes('quick') && positionals.some((word) => `${word}:`.startsWith(`${FULL_ONLY}:`)))
    throw new Error(
      `configuration: expected full for ${FULL_ONLY}, found "quick". Run \`npx reprise sweep --profile quick\`, which judges nothing.`,
    );
};
