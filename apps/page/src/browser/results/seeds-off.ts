/** Seeds that are switched off, by model. */
export type SeedsOff = ReadonlyMap<string, ReadonlySet<number>>;

/** Reads them from an address; what is no seed is left out. @example readOff('lenet.11.12,birnn.13') */
export function readOff(text: string): SeedsOff {
  const off = new Map<string, Set<number>>();
  for (const part of text.split(',')) {
    const [model, ...seeds] = part.split('.');
    const numbers = seeds.filter((seed) => /^\d+$/.test(seed)).map(Number);
    if (model !== '' && numbers.length > 0) off.set(model, new Set([...(off.get(model) ?? []), ...numbers]));
  }
  return off;
}

/** Writes them as {@link readOff} reads them. */
export const writeOff = (off: SeedsOff): string =>
  Array.from(off)
    .filter(([, seeds]) => seeds.size > 0)
    .map(([model, seeds]) => [model, ...[...seeds].sort((a, b) => a - b)].join('.'))
    .join(',');
