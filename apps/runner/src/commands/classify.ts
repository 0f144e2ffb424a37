import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { styleText } from 'node:util';
import { printable, reportFailure } from '@reprise/base';
import type { Verdicts } from '@reprise/text';
import { URL_MODELS, type UrlModel } from '@reprise/text/verdict';
import { type Command, Option } from 'commander';
import { readUrls } from '../classify/read-urls';
import { whyLines } from '../classify/why-lines';
import { helpEnd, profileOption, seedOption } from '../command-line';

interface ClassifyOptions {
  file?: string;
  profile: string;
  seed: number;
  model?: UrlModel;
  explain?: boolean;
  json?: boolean;
}

const text = (verdicts: Verdicts): string =>
  Object.entries(verdicts)
    .map(([model, { url, verdict, probability, why }]) => {
      const coloured = styleText(verdict === 'malicious' ? 'red' : 'green', verdict);
      return `${printable(url)}  ${model}: ${coloured} (${probability.toFixed(4)})\n${why ? whyLines(why) : ''}`;
    })
    .join('');

/** JSON escapes most of what could control a terminal; `printable` escapes the rest, which JSON reads back. */
const jsonLine = (verdicts: Verdicts): string => `${printable(JSON.stringify(verdicts))}\n`;

/** `reprise classify` */
export const classify = (program: Command): Command =>
  program
    .command('classify')
    .description(
      'classify URLs as malicious or benign with both URL models, in order, as they arrive; the number is the probability of malicious. `reprise serve` does it in a browser.',
    )
    .argument('[url...]', 'URLs; by default one per line of --file or of standard input')
    .option('--file <file>', 'a file with one URL per line; - is standard input')
    .addOption(profileOption('profile of the models'))
    .addOption(seedOption('seed of the models'))
    .addOption(new Option('--model <model>', 'only this model; the other need not be trained').choices(URL_MODELS))
    .option('--explain', 'say what each part of a URL adds, and how often the model is wrong about such URLs')
    .option('--json', 'print one JSON object per line')
    .addHelpText(
      'after',
      helpEnd(
        [
          'npx reprise classify .btscene2.com www.yahoo.com',
          'npx reprise classify --explain --model cnn-lstm google.com',
          'npx reprise classify --json < urls.txt | head',
        ],
        {
          0: 'all URLs are classified, or the reader closed the pipe',
          1: 'a URL is refused, or a model is missing',
          130: 'Ctrl+C',
        },
      ),
    )
    .action(async (args: string[], { file, model, json, ...options }: ClassifyOptions) => {
      const { urls, source } = readUrls(args, file);
      // Loaded here because it needs TensorFlow and takes a second: other commands and every --help work without it.
      const { classify } = require('@reprise/text') as typeof import('@reprise/text');
      process.once('SIGINT', () => process.exit(130));
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') process.exit(0); // the reader has enough: `| head -1`
        console.error(`standard output: cannot be written to (${error.message}). Check where it goes.`);
        process.exit(1);
      });
      let warned = options.profile !== 'quick';
      const models = model && [model];
      try {
        for await (const verdicts of classify(urls, { ...options, models, source })) {
          if (!process.stdout.write(json ? jsonLine(verdicts) : text(verdicts))) await once(process.stdout, 'drain');
          if (!warned) console.error('These models were trained on a slice of the data: their verdicts mean nothing.');
          warned = true;
          await setImmediate(); // lets signals in
        }
      } catch (error) {
        reportFailure(error);
        // Open input would keep the process alive.
        process.stdout.write('', () => process.exit());
      }
    });
