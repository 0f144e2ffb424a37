import { type Browser, chromium } from 'playwright-core';
import type { Program } from './unpack-chromium';

/** It asks nobody for updates, variations or news: what it requests is what the page requests. */
const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a browser without a window. Root cannot have Chromium's sandbox; everybody else gets it.
 * @example
 * const found = findBrowser();
 * const browser = found && (await launch(found));
 */
export const launch = ({ path, env }: Program): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env } as Record<string, string>,
    args: FLAGS,
    chromiumSandbox: process.getuid?.() !== 0,
  });
