import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { DATA_PINS } from '@reprise/data';
import { PINS } from '@reprise/runtime/install';
import pythonLicences from './python-licences.json';

const { fashionMnist, urls, vgg16 } = DATA_PINS;

interface Hash {
  alg: 'SHA-256' | 'MD5';
  content: string;
}

interface File {
  type: 'file';
  name: string;
  hashes: Hash[];
}

/** A component of a CycloneDX bill of materials. */
export interface Component {
  'bom-ref': string;
  type: 'library' | 'data' | 'machine-learning-model';
  name: string;
  version?: string;
  purl?: string;
  /** An SPDX expression. */
  licenses: [{ expression: string }];
  /** Of the files that are accepted for it. */
  hashes: Hash[];
  /** The files in it that are verified one by one. */
  components: File[];
}

const sha256 = (content: string): Hash => ({ alg: 'SHA-256', content });
const file = (name: string, digest: string): File => ({ type: 'file', name, hashes: [sha256(digest)] });

/**
 * A package that pip downloads.
 * @param requirement `keras==3.15.1`
 * @param place what tells it from others of the same version: a platform, a requirements file
 */
function pypi(requirement: string, place: string, expression: string, hashes: Hash[], components: File[]): Component {
  const [name, version] = requirement.split('==');
  const purl = `pkg:pypi/${name}@${version}`;
  const licenses: Component['licenses'] = [{ expression }];
  return { 'bom-ref': `${purl} (${place})`, type: 'library', name, version, purl, licenses, hashes, components };
}

/** TensorFlow for each platform, and NVIDIA's libraries. */
const native = (): Component[] =>
  Object.values(PINS).flatMap(({ requirement, platform, kind, libraries, cuda }) => [
    pypi(
      requirement,
      `${platform} ${kind}`,
      'Apache-2.0',
      [],
      libraries.map((one) => file(one.member, one.sha256)),
    ),
    ...cuda.map((wheel) =>
      pypi(
        wheel.requirement,
        wheel.platform,
        'LicenseRef-NVIDIA',
        wheel.sha256 === undefined ? [] : [sha256(wheel.sha256)],
        wheel.files.map((one) => file(one.member, one.sha256)),
      ),
    ),
  ]);

const data = (): Component[] => [
  {
    'bom-ref': 'fashion-mnist',
    type: 'data',
    name: 'fashion-mnist',
    licenses: [{ expression: 'MIT' }],
    hashes: [],
    components: fashionMnist.files.map((one) => file(`${one.name}, without its header`, one.sha256)),
  },
  {
    'bom-ref': 'url-classification',
    type: 'data',
    name: 'url-classification',
    licenses: [{ expression: 'LicenseRef-none-stated' }],
    hashes: [],
    components: urls.map((one) => file(`${one.name}, decompressed`, one.sha256)),
  },
  {
    'bom-ref': vgg16.h5.name,
    type: 'machine-learning-model',
    name: vgg16.h5.name,
    licenses: [{ expression: 'CC-BY-4.0' }],
    hashes: [{ alg: 'MD5', content: vgg16.h5.md5 }],
    components: [file('weights.f32, all values as float32', vgg16.weights.sha256)],
  },
  pypi(
    vgg16.wheel.requirement,
    vgg16.wheel.platform,
    'LicenseRef-none-stated',
    [sha256(vgg16.wheel.sha256)],
    [file(vgg16.onnx.name, vgg16.onnx.sha256)],
  ),
];

/** The requirements files, with the digest of each file that pip may take. */
export const REQUIREMENTS = ['tools/src/bench/requirements.txt', 'apps/runner/ray/requirements.txt'];

const pinned = (requirements: string): Component[] => {
  const text = readFileSync(join(repositoryRoot(), requirements), 'utf8');
  return [...text.matchAll(/^(([\w.-]+)==[\w.+!-]+).*\\\n(?:.*\\\n)*.*/gm)].map(([lines, requirement, name]) => {
    const licence = pythonLicences[name as keyof typeof pythonLicences];
    const hashes = [...lines.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].map(([, digest]) => sha256(digest));
    return pypi(requirement, requirements, licence, hashes, []);
  });
};

/** All that the project fetches without npm, and the data that it carries: name, version, licence and digests. */
export const fetchedComponents = (): Component[] => [...native(), ...data(), ...REQUIREMENTS.flatMap(pinned)];
