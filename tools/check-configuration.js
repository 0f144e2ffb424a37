// Nx passes over a configuration that a task does not have and runs the default one: of `quik` it would make half an hour.
const { parseArgs } = require('node:util');

/** The profiles: the configurations of every task that has any. */
const PROFILES = ['full', 'quick'];

/** @throws Error when Nx's command line names a configuration that there is not */
exports.checkConfiguration = function checkConfiguration(argv) {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    options: { configuration: { type: 'string', short: 'c' } },
    strict: false,
    allowPositionals: true,
  });
  const named = positionals.map((word) => word.split(':')).flatMap((parts) => (parts.length === 3 ? parts[2] : []));
  const unknown = [values.configuration ?? [], named].flat().find((name) => !PROFILES.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `configuration: expected ${PROFILES.join(' or ')}, found "${unknown}". Pass --configuration=quick.`,
    );
};
