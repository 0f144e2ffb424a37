import { digest } from '@reprise/base';
import { Bom, type Component } from './bom';
import type { Fetched } from './fetched';
import { toComponent } from './to-component';

const byRef = (a: { 'bom-ref': string }, b: { 'bom-ref': string }): number => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);

/** A UUID that the content decides (version 8 of RFC 9562), so that the same content is the same document. */
function uuidOf(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** npm leaves a licence out that is no SPDX expression: it stands in words then. */
const withLicence = (component: Component, words: Map<string, string | undefined>): Component => {
  const licence = words.get(component['bom-ref']);
  return component.licenses !== undefined || licence === undefined
    ? component
    : { ...component, licenses: [{ license: { name: licence } }] };
};

/**
 * The bill of materials: what npm knows of the lockfile, and all else that is used. The same sources give the same bytes:
 * neither time nor machine nor npm's version stands in it.
 * @param npm what `npm sbom --sbom-format cyclonedx --package-lock-only` writes
 * @param licences of the packages, by `name@version`
 */
export function buildBom(npm: unknown, licences: Map<string, string | undefined>, fetched: Fetched[]): Bom {
  const { specVersion, metadata, components, dependencies } = Bom.parse(npm);
  const more = fetched.map(toComponent);
  const root = metadata.component['bom-ref'];
  const content: Bom = {
    specVersion,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      tools: [{ vendor: 'npm', name: 'cli' }, { name: 'tools:sbom' }],
      // npm takes the name of the folder.
      component: { ...metadata.component, type: 'application', name: root.slice(0, root.lastIndexOf('@')) },
    },
    components: [...components.map((one) => withLicence(one, licences)), ...more].sort(byRef),
    dependencies: [
      ...dependencies.map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: [...dependsOn, ...(ref === root ? more.map((one) => one['bom-ref']) : [])].sort(),
      })),
      ...more.map((one) => ({ ref: one['bom-ref'], dependsOn: [] })),
    ].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(content))}`;
  return {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    serialNumber,
    version: 1,
    ...content,
  };
}
