const { parseArgs } = require('node:util');

const PROFILES = ['full', 'quick'];
/** Has no quick configuration. */
const FULL_ONLY = 'eval:sweep';

/**
 * Nx ignores a configuration that a task does not have and runs the default one: `quik` would train for half an hour.
 * @throws Error when Nx's command line names an unknown configuration
 */
exports.checkConfiguration = function checkConfiguration(argv) {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    options: { configuration: { type: 'string', short: 'c' } },
    strict: false,
    allowPositionals: true,
  });
  const asked = [values.configuration, ...positionals.map((word) => word.split(':')[2])].filter(Boolean);
  const unknown = asked.find((name) => !PROFILES.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `configuration: expected ${PROFILES.join(' or ')}, found "${unknown}". Pass --configuration=quick.`,
    );
  if (asked.includes('quick') && positionals.some((word) => `${word}:`.startsWith(`${FULL_ONLY}:`)))
    throw new Error(
      `configuration: expected full for ${FULL_ONLY}, found "quick". Run \`npx reprise sweep --profile quick\`, which trains and does not judge.`,
    );
};
