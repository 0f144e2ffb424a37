import { readLockfile } from '../lockfile';
import type { Bom } from './bom';
import { checkBom } from './check-bom';
import { lockedPackages } from './locked-packages';
import { npmSbom, sbom } from './sbom';

let npm: object;
let bom: Bom;
beforeAll(async () => {
  npm = (await npmSbom()) as object;
  bom = sbom(npm);
});

test('it is CycloneDX, and each component has a licence and a digest', async () => {
  const { rows, failures } = await checkBom(bom);
  expect(failures).toEqual([]);
  expect(rows[0].times).toBe(bom.components.length);
});

test('it has every package of the lockfile, and what npm does not know', () => {
  const refs = new Set(bom.components.map((one) => one['bom-ref']));
  for (const { name, version } of lockedPackages(readLockfile())) expect(refs).toContain(`${name}@${version}`);
  const beside = [
    'pkg:pypi/tensorflow-cpu@2.21.0',
    'pkg:pypi/keras@3.15.1',
    'reprise:fashion-mnist',
    'reprise:Inter@4.001',
  ];
  for (const ref of beside) expect(refs).toContain(ref);
  expect(refs.size).toBe(bom.components.length);
  expect(bom.metadata.component.name).toBe('reprise');
});

test('another time, another folder and another npm make the same bytes', () => {
  const { metadata } = npm as Bom;
  const other = {
    ...npm,
    serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    metadata: {
      ...metadata,
      timestamp: '2001-01-01T00:00:00.000Z',
      tools: [{ vendor: 'npm', name: 'cli', version: '0' }],
      component: { ...metadata.component, name: 'another-folder' },
    },
    components: (npm as Bom).components.toReversed(),
  };
  expect(JSON.stringify(sbom(other))).toBe(JSON.stringify(bom));
  expect(JSON.stringify(bom)).not.toMatch(/timestamp/);
  expect(bom['serialNumber']).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const { components } = npm as Bom;
  expect(sbom({ ...npm, components: components.slice(1) })['serialNumber']).not.toBe(bom['serialNumber']);
});

test.each<[string, (copy: Bom) => void]>([
  ['has no digest', (copy) => delete copy.components.find(({ name }) => name === 'zod')!['hashes']],
  ['has no licence', (copy) => delete copy.components.find(({ name }) => name === 'zod')!.licenses],
  ['is not CycloneDX 1.5', (copy) => (copy.components[0].type = 'thing')],
  ['is not CycloneDX 1.5', (copy) => (copy.components[0].licenses = [{ license: { id: 'My-Licence' } }])],
])('one that %s is found', async (complaint, spoil) => {
  // A few components: the schema takes seconds for all.
  const some = bom.components.filter(({ name }, i) => i < 3 || name === 'zod');
  const copy = structuredClone({ ...bom, components: some, dependencies: [] });
  expect((await checkBom(copy)).failures).toEqual([]);
  spoil(copy);
  expect((await checkBom(copy)).failures).toEqual([expect.stringContaining(complaint)]);
});
