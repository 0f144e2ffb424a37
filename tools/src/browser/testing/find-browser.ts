import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { Problem } from '@reprise/base';
import { type Browser, chromium } from 'playwright-core';
import { type Program, unpackChromium } from './unpack-chromium';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Without requests of the browser's own, such as updates: tests see only what the page requests. */
const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL by software, since there may be no GPU.
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
];

/** Whether it starts: without its libraries it exits with another status. */
const starts = ({ path, env }: Program): boolean =>
  spawnSync(path, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000, stdio: 'ignore' }).status === 0;

/** Chromium's sandbox needs user namespaces, which containers may forbid. Root runs without it. */
const maySandbox = (): boolean => process.getuid?.() === 0 || spawnSync('unshare', ['--user', 'true']).status === 0;

/** The browser of the npm package, for Linux on x64. */
const shipped = (): Program | undefined =>
  process.platform === 'linux' && process.arch === 'x64' && maySandbox()
    ? [false, true].map(unpackChromium).find(starts)
    : undefined;

const installed = (): Program | undefined => {
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const onMac = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [...inPath, ...onMac].map((path) => ({ path, env: {} })).find(starts);
};

/**
 * Finds a Chromium that starts on this machine: `REPRISE_CHROMIUM`, a path; else that of the npm package @sparticuz/chromium,
 * unpacked to the user's cache on first use; else `chromium`, `chromium-browser` or `google-chrome` in PATH, or a Mac's Chrome.
 * @returns undefined when none starts
 * @throws Problem when REPRISE_CHROMIUM names a program that does not start
 * @example
 * findBrowser(); // { path: '/home/me/.cache/reprise/chromium-143.0.4/chromium', env: {} }
 */
export function findBrowser(): Program | undefined {
  const named = process.env.REPRISE_CHROMIUM;
  if (named === undefined || named === '') return shipped() ?? installed();
  const program = { path: named, env: {} };
  if (starts(program)) return program;
  throw new Problem({
    where: 'REPRISE_CHROMIUM',
    expected: 'the path of a Chromium that starts',
    found: JSON.stringify(named),
    todo: 'Set it to a browser’s path, or unset it.',
  });
}

/** Starts a browser without a window. Root cannot use Chromium's sandbox. */
export const launch = ({ path, env }: Program): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env } as Record<string, string>,
    args: FLAGS,
    chromiumSandbox: process.getuid?.() !== 0,
  });
