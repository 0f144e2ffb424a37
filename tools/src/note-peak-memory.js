// Preloaded with `node --require`: leaves the process's peak memory, in MB, in the file that REPRISE_PEAK_FILE names.
const { appendFileSync } = require('node:fs');

const file = process.env.REPRISE_PEAK_FILE;
if (file) process.on('exit', () => appendFileSync(file, `${Math.round(process.resourceUsage().maxRSS / 1024)}\n`));
