import type { Component } from './bom';
import type { Fetched } from './fetched';

const sha256 = (content: string): object => ({ alg: 'SHA-256', content });

/** What npm does not know, as a component of the bill of materials; files that are verified one by one lie in it. */
export function toComponent(one: Fetched): Component {
  const { name, version, licence } = one;
  const ref = one.purl ?? `reprise:${version === undefined ? name : `${name}@${version}`}`;
  const hashes = [...one.sha256.map(sha256), ...(one.md5 === undefined ? [] : [{ alg: 'MD5', content: one.md5 }])];
  return {
    'bom-ref': ref,
    type: one.type,
    name,
    ...(version !== undefined && { version }),
    description: one.description,
    scope: one.required ? 'required' : 'optional',
    ...(hashes.length > 0 && { hashes }),
    licenses: ['expression' in licence ? { expression: licence.expression } : { license: { name: licence.words } }],
    ...(one.purl !== undefined && { purl: one.purl }),
    ...(one.sha256.length > 1 && {
      properties: [{ name: 'reprise:hashes', value: 'one for each file that pip may take' }],
    }),
    ...(one.files.length > 0 && {
      components: one.files.map((file) => ({
        'bom-ref': `${ref}#${file.name}`,
        type: 'file',
        name: file.name,
        hashes: [sha256(file.sha256)],
      })),
    }),
  };
}
