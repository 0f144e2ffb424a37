import { tryCommand } from '@reprise/base';
import { scratchEnvironment } from '@reprise/tools';

/** A command that has ended. */
export interface Ended {
  /** The command line, for messages. */
  line: string;
  /** Exit status; 128 after a signal. */
  status: number;
  /** Standard output and standard error, as they came. */
  output: string;
}

/** Runs a command in a scratch workspace, with the programs of that workspace; it is killed after ten minutes. */
export async function runIn(root: string, command: string[]): Promise<Ended> {
  const { code, output } = await tryCommand(command, { cwd: root, env: scratchEnvironment(root), seconds: 600 });
  return { line: command.join(' '), status: code ?? 128, output };
}

/** A broken guarantee of docs/reliability.md. */
export class Broken extends Error {}

const STACK = /^\s+at .+:\d+:\d+\)?$/m;
const broken = (what: string, { line, status, output }: Ended): Broken =>
  new Broken(`${what}: \`${line}\` ended with ${status}: ${output.trim().slice(-1500)}`);

/** @param says what one line of the output must match @throws Broken unless the exit status is 0 */
export function succeeded(ended: Ended, says?: RegExp): void {
  if (ended.status !== 0) throw broken('failed', ended);
  if (says && !ended.output.split('\n').some((line) => says.test(line))) throw broken(`no ${says}`, ended);
}

/** @throws Broken if the output holds a stack trace */
export function noStack(ended: Ended): void {
  if (STACK.test(ended.output)) throw broken('stack trace', ended);
}

/** @throws Broken unless the exit status is 1 and exactly one message matches, without a stack trace */
export function failedWithMessage(ended: Ended, message: RegExp): void {
  noStack(ended);
  // Nx may repeat a task's output.
  const messages = new Set(ended.output.split('\n').filter((line) => message.test(line)));
  if (ended.status !== 1 || messages.size !== 1) throw broken(`${messages.size} lines with ${message}`, ended);
}
