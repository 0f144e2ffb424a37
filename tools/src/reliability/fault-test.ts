// tools:fault-test: does harm to the real commands in a copy of the workspace, and writes down what came of it. A part of
// it by name, and in it the cases that match, without a record: ts-node tools/src/reliability/fault-test.ts disks:nx
import { endOnSignal, Problem, reportFailure } from '@reprise/base';
import { concurrencyCases } from './faults/concurrency';
import { corruptionCases } from './faults/corruption';
import { diskCases } from './faults/disks';
import { endedWell } from './faults/expectations';
import type { FaultCase } from './faults/fault-case';
import { serverCases } from './faults/servers';
import { TASKS } from './faults/tasks';
import { writeRecord } from './record';
import { runIn } from './run-in';
import { withScratchWorkspace } from './scratch-workspace';

const PARTS: Record<string, (root: string) => FaultCase[]> = {
  servers: serverCases,
  disks: diskCases,
  corruption: corruptionCases,
  concurrency: concurrencyCases,
};

async function tryAll(
  cases: FaultCase[],
  failures: string[],
): Promise<{ fault: string; times: number; outcome: string }[]> {
  const rows = [];
  for (const { fault, run } of cases) {
    const started = Date.now();
    const outcome = await run().catch((error: unknown) => {
      failures.push(`${fault}: ${error instanceof Error ? error.message : String(error)}`);
      console.log(failures.at(-1));
      return 'NOT as promised';
    });
    console.log(`${fault}: ${outcome} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    rows.push({ fault, times: 1, outcome });
  }
  return rows;
}

async function main(only: string[]): Promise<void> {
  const started = Date.now();
  const parts = only.length > 0 ? only : Object.keys(PARTS);
  const unknown = parts.find((part) => !Object.hasOwn(PARTS, part.split(':')[0]));
  if (unknown !== undefined) {
    const expected = `one of ${Object.keys(PARTS).join(', ')}, each with a :PATTERN or without`;
    throw new Problem({ where: 'fault-test', expected, found: unknown, todo: 'Leave it out for all.' });
  }
  const failures: string[] = [];
  const rows = await withScratchWorkspace(
    async (root) => {
      for (const task of [
        'text:birnn',
        'text:cnn-lstm',
        'vision:lenet',
        'eval:claims',
        'eval:report',
        'page:build',
      ] as const)
        endedWell(await runIn(root, TASKS[task].command));
      console.log(`prepared (${Math.round((Date.now() - started) / 1000)} s)`);
      const all = [];
      for (const part of parts) {
        const [name, match = ''] = part.split(/:(.*)/s);
        const cases = PARTS[name](root).filter(({ fault }) => new RegExp(match).test(fault));
        all.push(...(await tryAll(cases, failures)));
      }
      return all;
    },
    { data: true },
  );
  if (only.length === 0) await writeRecord(started, { name: 'fault-test', settings: {}, rows, failures });
  for (const failure of failures) console.error(`\n${failure}`);
  console.log(`${rows.length} faults, ${failures.length} not as promised`);
  if (failures.length > 0) process.exitCode = 1;
}

endOnSignal(() => 'tools:fault-test: stopped; the copy that it worked on is gone');
main(process.argv.slice(2)).catch(reportFailure);
