import { readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileDigest } from '@reprise/base';
import type { TrainedRun } from '../runs/read-run';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const VERSION = 'https://w3id.org/ro/crate/1.2';
const SOFTWARE = '#reprise';

const reference = (id: string): { '@id': string } => ({ '@id': id });

/** A file of the folder, as schema.org's MediaObject. */
async function describeFile(folder: string, path: string): Promise<object> {
  const file = join(folder, path);
  return {
    ...reference(path),
    '@type': 'File',
    name: path,
    contentSize: String(statSync(file).size),
    encodingFormat: TYPES[extname(path)] ?? 'application/octet-stream',
    sha256: await fileDigest(file),
  };
}

/** A training whose record the report is made of. */
const describeTraining = ({ run, sha256, measured }: TrainedRun): object => ({
  ...reference(`#${run.experiment}`),
  '@type': 'CreateAction',
  name: `${run.title}: training of ${run.experiment}, seed ${run.seed}, profile ${run.profile}`,
  instrument: reference(SOFTWARE),
  identifier: `sha256 of run.json: ${sha256.run}`,
  result: reference('./'),
  ...(measured && { endTime: measured.date }),
});

/**
 * `ro-crate-metadata.json`: the report folder as a research object (RO-Crate 1.2) that can be archived and cited, with the
 * digest of each file and of each run record.
 *
 * @param folder complete but for this file
 */
export async function roCrate(folder: string, title: string, trainings: readonly TrainedRun[]): Promise<object> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const files = await Promise.all(paths.map((path) => describeFile(folder, path)));
  const ended = trainings.flatMap(({ measured }) => measured?.date ?? []).toSorted();
  const runs = trainings.map(describeTraining);
  const ids = (entities: readonly object[]): object[] =>
    entities.map((one) => reference((one as { '@id': string })['@id']));
  return {
    '@context': `${VERSION}/context`,
    '@graph': [
      {
        ...reference('ro-crate-metadata.json'),
        '@type': 'CreativeWork',
        about: reference('./'),
        conformsTo: reference(VERSION),
      },
      {
        ...reference('./'),
        '@type': 'Dataset',
        name: title,
        description:
          'A published Keras notebook, reproduced in TypeScript: metrics, predictions judged, figures, and verdicts on its claims.',
        ...(ended.length > 0 && { datePublished: ended[ended.length - 1].slice(0, 10) }),
        license: reference('https://spdx.org/licenses/MIT'),
        author: reference('#developers'),
        hasPart: ids(files),
        mentions: ids(runs),
      },
      { ...reference('https://spdx.org/licenses/MIT'), '@type': 'CreativeWork', name: 'MIT License' },
      { ...reference('#developers'), '@type': 'Organization', name: 'The Reprise developers' },
      {
        ...reference(SOFTWARE),
        '@type': 'SoftwareApplication',
        name: 'Reprise',
        softwareRequirements: [...new Set(trainings.map(({ run }) => `TensorFlow ${run.tensorflow}`))].join(', '),
      },
      ...files,
      ...runs,
    ],
  };
}
