import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { DATA_PINS } from '@reprise/data';
import { PINS } from '@reprise/runtime/install';
import pythonLicences from './python-licences.json';

const { fashionMnist, urls, vgg16 } = DATA_PINS;

const sha256 = (content: string) => ({ alg: 'SHA-256', content });
const file = (name: string, digest: string) => ({ type: 'file', name, hashes: [sha256(digest)] });

type File = ReturnType<typeof file>;
type Hash = ReturnType<typeof sha256>;

/**
 * A component of a CycloneDX bill of materials.
 * @param expression an SPDX licence
 * @param components the files in it that are verified one by one
 * @param hashes of the files that are accepted for it
 */
const component = (type: string, name: string, expression: string, components: File[], hashes: Hash[] = []) => ({
  'bom-ref': name,
  type,
  name,
  licenses: [{ expression }],
  hashes,
  components,
});

/**
 * A package that pip downloads.
 * @param requirement `keras==3.15.1`
 * @param place what tells it from others of the same version: a platform, a requirements file
 */
function pypi(requirement: string, place: string, expression: string, files: File[], hashes?: Hash[]) {
  const [name, version] = requirement.split('==');
  const purl = `pkg:pypi/${name}@${version}`;
  return { ...component('library', name, expression, files, hashes), 'bom-ref': `${purl} (${place})`, version, purl };
}

/** Files of a wheel. */
const members = (files: { member: string; sha256: string }[]) => files.map((one) => file(one.member, one.sha256));

/** TensorFlow for each platform, and NVIDIA's libraries. */
const native = Object.values(PINS).flatMap(({ requirement, platform, kind, libraries, cuda }) => [
  pypi(requirement, `${platform} ${kind}`, 'Apache-2.0', members(libraries)),
  ...cuda.map((wheel) => {
    const hashes = wheel.sha256 === undefined ? [] : [sha256(wheel.sha256)];
    return pypi(wheel.requirement, wheel.platform, 'LicenseRef-NVIDIA', members(wheel.files), hashes);
  }),
]);

const images = fashionMnist.files.map((one) => file(`${one.name}, without its header`, one.sha256));
const lists = urls.map((one) => file(`${one.name}, decompressed`, one.sha256));
const weights = file('weights.f32, all values as float32', vgg16.weights.sha256);
const { h5, onnx, wheel } = vgg16;
const data = [
  component('data', 'fashion-mnist', 'MIT', images),
  component('data', 'url-classification', 'LicenseRef-none-stated', lists),
  component('machine-learning-model', h5.name, 'CC-BY-4.0', [weights], [{ alg: 'MD5', content: h5.md5 }]),
  pypi(
    wheel.requirement,
    wheel.platform,
    'LicenseRef-none-stated',
    [file(onnx.name, onnx.sha256)],
    [sha256(wheel.sha256)],
  ),
];

/** The requirements files, with the digest of each file that pip may take. */
export const REQUIREMENTS = ['tools/src/bench/requirements.txt', 'apps/runner/ray/requirements.txt'];

function pinned(requirements: string) {
  const text = readFileSync(join(repositoryRoot(), requirements), 'utf8');
  return [...text.matchAll(/^(([\w.-]+)==[\w.+!-]+).*\\\n(?:.*\\\n)*.*/gm)].map(([lines, requirement, name]) => {
    const licence = pythonLicences[name as keyof typeof pythonLicences];
    const hashes = [...lines.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map(([, digest]) => sha256(digest));
    return pypi(requirement, requirements, licence, [], hashes);
  });
}

/** All that the project fetches without npm, and the data that it carries: name, version, licence and digests. */
export const fetchedComponents = [...native, ...data, ...REQUIREMENTS.flatMap(pinned)];
