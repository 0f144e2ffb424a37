import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended } from '../run-in';

/** Something was not as promised. */
export class Broken extends Error {}

/** What a person would want to see of an output: its end. */
const tail = ({ line, status, output }: Ended): string =>
  `\`${line}\` ended with ${status}: ${output.trim().slice(-1500)}`;

/** @throws Broken when a command did not end well */
export function endedWell(ended: Ended): void {
  if (ended.status !== 0) throw new Broken(tail(ended));
}

/** The lines in which JavaScript tells of a fault of ours. */
export const STACK = /^\s+at .+:\d+:\d+\)?$/m;

/**
 * A command ended with status 1 and one message, without a stack trace.
 * @param message what the message has to say; a Problem's next step among it
 * @throws Broken otherwise
 */
export function endedWithMessage(ended: Ended, message: RegExp): void {
  const lines = ended.output.split('\n').filter((line) => message.test(line));
  if (ended.status !== 1 || STACK.test(ended.output) || lines.length === 0)
    throw new Broken(`${message}: ${tail(ended)}`);
  // Nx may repeat a task's output; the message itself is one.
  if (new Set(lines).size > 1) throw new Broken(`more than one message: ${tail(ended)}`);
}

/** What a folder's manifest says, as a text: equal texts are equal artefacts. */
export const manifestOf = (folder: string): string => readFileSync(join(folder, 'manifest.json'), 'utf8');

/** @throws Broken when a folder's artefacts are others than they were */
export function sameArtefacts(folder: string, expected: string): void {
  if (manifestOf(folder) !== expected) throw new Broken(`${folder}: other artefacts than those of an undisturbed run`);
}

/** @throws Broken when a folder holds what a task leaves only while it works */
export function nothingHalfWritten(folder: string): void {
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(building|lock|part|partial)$|\.\d{4,}$/.test(name),
  );
  if (left.length > 0) throw new Broken(`${folder}: left behind ${left.join(', ')}`);
}
