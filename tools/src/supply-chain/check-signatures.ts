import { z } from 'zod';
import type { Finding } from './finding';
import { whyNot } from './npm-json';

const Named = z.looseObject({ name: z.string(), version: z.string() });

/** `npm audit signatures --json`. */
const Report = z.looseObject({ invalid: z.array(Named), missing: z.array(Named) });

/**
 * Whether the registry signed what is installed.
 * @param answer what `npm audit signatures --json` says
 */
export function checkSignatures(answer: unknown): Finding {
  const fault = '`npm audit signatures`: the registry’s signatures of what is installed';
  const parsed = Report.safeParse(answer);
  if (!parsed.success) {
    const why = whyNot(answer);
    return {
      rows: [{ fault, times: 1, outcome: `not answered (${why})` }],
      failures: [],
      unanswered: [`npm audit signatures: ${why}`],
    };
  }
  const { invalid, missing } = parsed.data;
  const outcome = `${invalid.length} wrong, ${missing.length} missing where the registry signs`;
  const line = (what: string) => (one: { name: string; version: string }) => `${one.name} ${one.version}: ${what}.`;
  return {
    rows: [{ fault, times: 1, outcome }],
    failures: [
      ...invalid.map(line('the registry’s signature is wrong; do not install it')),
      ...missing.map(line('has no signature of the registry')),
    ],
    unanswered: [],
  };
}
