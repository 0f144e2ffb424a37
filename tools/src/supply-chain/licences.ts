import satisfies from 'spdx-satisfies';
import { allowed, exceptions } from './licences.json';

type Exception = (typeof exceptions)[number];

/** A `*` at the end of `packages` stands for the rest of the name. */
export const appliesTo = ({ packages }: Exception, name: string): boolean =>
  packages.endsWith('*') ? name.startsWith(packages.slice(0, -1)) : name === packages;

/**
 * Whether a package may be used under a licence: one that licences.json allows, or lists as this package's exception.
 * @param licence an SPDX expression; other text must equal an exception's
 */
export function isAllowed(name: string, licence = ''): boolean {
  const excepted = exceptions.filter((one) => appliesTo(one, name)).map((one) => one.licence);
  if (excepted.includes(licence)) return true;
  try {
    return satisfies(licence, [...allowed, ...excepted]);
  } catch {
    return false; // not SPDX
  }
}
