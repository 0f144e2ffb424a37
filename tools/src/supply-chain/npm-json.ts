import { z } from 'zod';

/** How npm says with `--json` that a command did not work: by either of the two. */
const Failure = z.looseObject({
  message: z.string().optional(),
  error: z.looseObject({ summary: z.string().optional() }).optional(),
});

/** What npm wrote as JSON; undefined where it is none. */
export function npmJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Why npm gave something else than an answer, without the addresses of this machine's network. */
export function whyNot(answer: unknown): string {
  const failure = Failure.safeParse(answer).data;
  const said = failure?.message ?? failure?.error?.summary ?? '';
  const code = /\b(E[A-Z_]{4,})\b/.exec(said);
  const line = code === null ? said.replace(/\s*-?\s*(GET|POST)?\s*https?:\/\/\S+/g, '').trim() : code[1];
  return line === '' ? 'npm did not say why' : line;
}
