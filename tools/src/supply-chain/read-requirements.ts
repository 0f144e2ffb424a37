/** A Python package as a requirements file pins it. */
export interface Requirement {
  name: string;
  version: string;
  /** Of each file that pip may take. */
  sha256: string[];
}

/**
 * The packages of a requirements file with digests, as `uv pip compile --generate-hashes` writes it.
 * @throws Error at a line that is none of that
 */
export function readRequirements(text: string): Requirement[] {
  const found: Requirement[] = [];
  for (const line of text.split('\n').map((one) => one.replace(/\\$/, '').trim())) {
    const pin = /^([\w.-]+)==([\w.+!-]+)(?: *;.*)?$/.exec(line);
    const hash = /^--hash=sha256:([0-9a-f]{64})$/.exec(line);
    if (pin) found.push({ name: pin[1], version: pin[2], sha256: [] });
    else if (hash && found.length > 0) found.at(-1)?.sha256.push(hash[1]);
    else if (line !== '' && !line.startsWith('#') && !/^--(only-binary :all:|require-hashes)$/.test(line))
      throw new Error(`no pin and no digest: ${line}`);
  }
  return found;
}
