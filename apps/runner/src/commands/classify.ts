import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { Verdicts } from '@reprise/text';
import { profileOption } from '@reprise/records';
import type { Command } from 'commander';
import { colors } from '../colors';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';
import { seedOption } from '../seed-option';

const later = createRequire(__filename);

interface ClassifyOptions {
  file?: string;
  profile: string;
  seed: number;
  json?: boolean;
}

/** Where URLs come from, and what errors call it; arguments have no lines and no name. */
function source(urls: string[], file: string | undefined): { urls: AsyncIterable<string> | string[]; source?: string } {
  const { Problem } = require('@reprise/base') as typeof import('@reprise/base');
  const { readLines } = later('../read-lines') as typeof import('../read-lines');
  if (urls.length > 0 && file !== undefined)
    throw new Problem({
      where: 'classify',
      expected: 'URLs either as arguments or in a file',
      found: 'both',
      todo: 'Leave one out.',
    });
  if (urls.length > 0) return { urls };
  if (file !== undefined && file !== '-') {
    const text = createReadStream(file).on('error', () => undefined);
    const opened = (async function* (): AsyncGenerator<Buffer> {
      try {
        yield* text;
      } catch (error) {
        const found = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : (error as Error).message;
        throw new Problem({ where: file, expected: 'a file with one URL a line', found, todo: 'Pass another file.' });
      }
    })();
    return { urls: readLines(opened, file), source: file };
  }
  if (file === undefined && process.stdin.isTTY)
    throw new Problem({
      where: 'classify',
      expected: 'URLs',
      found: 'none',
      todo: 'Pass one or more (npx reprise classify www.yahoo.com), a file (--file urls.txt), or standard input (--file -).',
    });
  return { urls: readLines(process.stdin, 'standard input'), source: 'standard input' };
}

function text(verdicts: Verdicts): string {
  const { printable } = require('@reprise/base') as typeof import('@reprise/base');
  return Object.entries(verdicts)
    .map(([model, { url, verdict, probability }]) => {
      const shown = verdict === 'malicious' ? colors.red(verdict) : colors.green(verdict);
      return `${printable(url)}  ${model}: ${shown} (${probability.toFixed(4)})\n`;
    })
    .join('');
}

/** JSON has escapes of its own for most of what could rewrite a terminal; for the rest they say the same. */
function jsonLine(verdicts: Verdicts): string {
  const { printable } = require('@reprise/base') as typeof import('@reprise/base');
  return `${printable(JSON.stringify(verdicts))}\n`;
}

/** `reprise classify` */
export const classify = (program: Command): Command =>
  program
    .command('classify')
    .description('say whether URLs are malicious, by both models, in order and as they come')
    .argument('[url...]', 'URLs, as they are; without any, one a line of --file or of standard input')
    .option('--file <file>', 'a file with one URL a line; - is standard input')
    .addOption(profileOption('whose models'))
    .addOption(seedOption('whose models'))
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      helpEnd(['npx reprise classify .btscene2.com www.yahoo.com', 'npx reprise classify --json < urls.txt | head'], {
        0: 'all are classified, or nobody reads on',
        1: 'a URL is refused, or there is no model',
        130: 'Ctrl+C',
      }),
    )
    .action(async (urls: string[], { file, profile, seed, json }: ClassifyOptions) => {
      const { reportFailure } = require('@reprise/base') as typeof import('@reprise/base');
      const from = source(urls, file);
      const { classify } = require('@reprise/text') as typeof import('@reprise/text');
      process.once('SIGINT', () => process.exit(EXIT_STATUS.interrupted));
      // Who reads has had enough (`| head -1`).
      process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') process.exit(EXIT_STATUS.done);
        console.error(`standard output: expected to be written to, found ${error.message}. Look at where it goes.`);
        process.exit(EXIT_STATUS.failed);
      });
      let warned = profile !== 'quick';
      try {
        for await (const verdicts of classify(from.urls, { profile, seed, source: from.source })) {
          if (!process.stdout.write(json ? jsonLine(verdicts) : text(verdicts))) await once(process.stdout, 'drain');
          if (!warned) console.error('These models saw a slice of the data: their verdicts mean nothing.');
          warned = true;
          await setImmediate(); // signals get their turn
        }
      } catch (error) {
        reportFailure(error);
        // More input may be waited for, which would keep the process.
        process.stdout.write('', () => process.exit());
      }
    });
