import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import { Command, CommanderError } from 'commander';
import * as fc from 'fast-check';
import { profileOption, seedOption, PROFILES } from '@reprise/records';

const SEEDS = ['0', '7', '4294967295', '4294967296', '-1', '1.0', '1e3', '0x10', ' 7', '7\n', '٧', '1_000', '007'];

export default fuzzTarget({
  name: 'options of the trainings',
  input: fc.record({
    seed: fc.oneof(fc.constantFrom(...SEEDS), fc.nat().map(String), hostileText),
    profile: fc.oneof(fc.constantFrom(...PROFILES), hostileText),
  }),
  read({ seed, profile }) {
    const command = new Command()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .addOption(seedOption())
      .addOption(profileOption());
    let refused = false;
    try {
      command.parse([`--seed=${seed}`, `--profile=${profile}`], { from: 'user' });
      const options = command.opts<{ seed: number; profile: string }>();
      if (!/^\d+$/.test(seed) || options.seed !== Number(seed) || options.seed >= 2 ** 32)
        throw new Error(`seed ${seed}`);
      if (!(PROFILES as readonly string[]).includes(options.profile)) throw new Error(`profile ${options.profile}`);
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      refused = true;
    }
    return refused ? 'refused' : 'read';
  },
});
