import { artifactsDir, asProblem } from '@reprise/data';
import { type Profile, PROFILES } from '@reprise/engine/records';
import { Command, InvalidArgumentError, Option } from 'commander';
import { printable } from './printable';

function seed(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 0xffffffff) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295, such as --seed 7.');
}

const program = new Command('reprise')
  .description('A published Keras notebook, reproduced in TypeScript. The whole pipeline: npx nx run runner:all')
  .showHelpAfterError('(reprise --help shows what there is)');

program
  .command('doctor')
  .description('say what is in place (Node, TensorFlow, cores, memory, GPU, data) and what to do about what is not')
  .option('--json', 'for machines')
  .action(async (options: { json?: boolean }) => {
    // Commands load what they need: TensorFlow takes its time, and doctor must run without it. It is require, since
    // import() would ask Node itself for a .ts file.
    const { inspect, renderDoctor } = require('@reprise/engine/native') as typeof import('@reprise/engine/native');
    const report = await inspect();
    console.log(options.json ? JSON.stringify(report, null, 2) : renderDoctor(report));
    if (report.items.some(({ ok }) => !ok)) process.exitCode = 1;
  });

program
  .command('classify')
  .description('say whether URLs are malicious, by both models')
  .argument('<url...>', 'one or more URLs, as they are')
  .addOption(new Option('--profile <profile>', 'whose models').choices(PROFILES).default('full'))
  .addOption(new Option('--seed <seed>', 'whose models').argParser(seed).default(1))
  .option('--json', 'one JSON object a line')
  .addHelpText('after', '\nExample:\n  npx reprise classify .btscene2.com www.yahoo.com')
  .action(async (urls: string[], options: { profile: string; seed: number; json?: boolean }) => {
    const { classify } = require('@reprise/text') as typeof import('@reprise/text');
    for (const both of await classify(urls, options.profile, options.seed)) {
      if (options.json) console.log(JSON.stringify(both));
      else
        for (const [model, { url, verdict, probability }] of Object.entries(both))
          console.log(`${printable(url)}  ${model}: ${verdict} (${probability.toFixed(4)})`);
    }
    if (options.profile === 'quick')
      console.error('These models saw a slice of the data: their verdicts mean nothing.');
  });

program
  .command('verify')
  // Status 1 says that something contradicts; a wrong option is something that cannot be judged.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .description('hold what was found against the verdicts that are declared on the notebook’s claims')
  .addOption(new Option('--profile <profile>', 'whose verdicts').choices([...PROFILES, 'sweep']).default('full'))
  .addOption(new Option('--seed <seed>', 'whose verdicts').argParser(seed).default(1))
  .option('--json', 'for machines')
  .addHelpText(
    'after',
    '\nExit status: 0 where nothing contradicts, 1 where something does, 2 where something was not measured.\n\nExample:\n  npx reprise verify --profile sweep',
  )
  .action(async (options: { profile: string; seed: number; json?: boolean }) => {
    const { readClaims, renderVerification, verify } = require('@reprise/eval') as typeof import('@reprise/eval');
    const sweep = options.profile === 'sweep';
    const record = await readClaims(
      artifactsDir(),
      sweep ? 'full' : (options.profile as Profile),
      options.seed,
      sweep,
    ).catch((error: unknown) => {
      // Nothing to judge is status 2 as well; the message says which task is to run.
      process.exitCode = 2;
      throw error;
    });
    const verification = verify(record);
    console.log(options.json ? JSON.stringify({ ...record, ...verification }, null, 2) : renderVerification(record));
    process.exitCode = verification.exitCode;
  });

program.parseAsync().catch((error: unknown) => {
  const problem = asProblem(error);
  if (!problem) throw error;
  console.error(problem.message);
  process.exitCode ||= 1;
});
