import { ensureRuntime } from '../install/ensure-runtime';
import { fakeMachine, type FakeMachine } from '../install/testing/fake-machine';
import { requireLibrary } from './require-library';

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress
});
afterEach(() => {
  jest.restoreAllMocks();
  machine.remove();
});

const asked = (kind: string): FakeMachine['options'] => ({
  ...machine.options,
  env: { ...machine.options.env, REPRISE_GPU: kind },
});

it.each(['', '1'])('finds the library with REPRISE_GPU="%s", and says what to do about another', async (kind) => {
  expect(() => requireLibrary(asked(kind))).toThrow(
    /^TensorFlow: expected its .* in place.*, found none\. Run `npx nx run/,
  );
  const info = await ensureRuntime(asked(kind));
  expect(requireLibrary(asked(kind))).toMatchObject({ library: info.library });
  const other = kind === '1' ? '' : '1';
  expect(() => requireLibrary(asked(other))).toThrow(
    other === '1'
      ? /its GPU build in place, since REPRISE_GPU is set, found none.* with REPRISE_GPU=1/
      : /its library in place/,
  );
});
