#!/usr/bin/env node
// The command of the published package: installs native TensorFlow, or checks this machine.
import { Problem, endOnSignal, reportFailure } from '@reprise/base';
import { inspect, renderDoctor } from './install/doctor/inspect';
import { ensureRuntime } from './install/ensure-runtime';

const USAGE = `reprise-runtime          installs native TensorFlow: downloads 0.3 GB, takes 0.9 GB in the user's cache
reprise-runtime doctor   checks what is missing on this machine`;

const COMMANDS: Record<string, () => Promise<void>> = {
  async install() {
    const { version, source, folder } = await ensureRuntime();
    console.log(`TensorFlow ${version} (${source}) is installed: ${folder}`);
  },
  async '--help'() {
    console.log(USAGE);
  },
  async doctor() {
    const report = await inspect();
    console.log(renderDoctor(report));
    if (!report.ok) process.exitCode = 1;
  },
};

async function main(name = 'install', ...more: string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) && more.length === 0 ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new Problem({
      where: 'reprise-runtime',
      expected: 'no argument, or `doctor`',
      found: [name, ...more].join(' '),
      todo: 'Run `npx reprise-runtime` to install TensorFlow.',
    });
  await command();
}

endOnSignal(() => 'reprise-runtime: stopped; run the same command again');
main(...process.argv.slice(2)).catch(reportFailure);
