import { existsSync } from 'node:fs';
import { linkedRuntime, type Kind } from '../native';

jest.mock('node:fs', () => ({ ...jest.requireActual<object>('node:fs'), existsSync: jest.fn() }));
jest.mock('../native', () => ({ ...jest.requireActual<object>('../native'), linkedRuntime: jest.fn() }));

/** Loads the module where an addon of that kind is in place: `none`, or `foreign`, which says nothing of itself. */
function load(kind: Kind | 'foreign' | 'none', asked: string): void {
  jest.mocked(existsSync).mockReturnValue(kind !== 'none');
  jest
    .mocked(linkedRuntime)
    .mockReturnValue(kind === 'cpu' || kind === 'gpu' ? { folder: '', record: { kind } as never } : undefined);
  process.env['REPRISE_GPU'] = asked;
  try {
    jest.isolateModules(() => void jest.requireActual('./require-native'));
  } finally {
    delete process.env['REPRISE_GPU'];
  }
}

describe('require-native', () => {
  it.each([
    ['cpu', ''],
    ['gpu', '1'],
    ['foreign', ''],
    ['foreign', '1'],
  ] as const)('lets the addon "%s" pass with REPRISE_GPU="%s"', (kind, asked) => {
    expect(() => load(kind, asked)).not.toThrow();
  });

  it.each([
    ['none', '', /the native library in place, found none\. Run `npx nx run tools:runtime`/],
    ['cpu', '1', /its GPU build, since REPRISE_GPU is set, found the build for the processor\. Run `npx nx run/],
    ['gpu', '', /the build for the processor, found its GPU build\. Run `npx nx run tools:runtime`/],
  ] as const)('refuses the addon "%s" with REPRISE_GPU="%s"', (kind, asked, message) => {
    expect(() => load(kind, asked)).toThrow(message);
  });
});
