import { type FashionMnist, loadFashionMnist, loadUrlRows, loadUrls, resize48 } from '@reprise/data';
import { LayerRow, RunRecord } from '@reprise/records';
import { z } from 'zod';
import { PIXELS } from '../baselines';
import { duplicateImages, trivialRules, urlFacts } from '../facts';
import { shapeText } from '../plots';
import { isModel } from '../published/published';
import type { TrainedRun } from '../runs/read-run';

const Value = z.union([z.number(), z.string()]);

/** `records/facts.json`: facts about data and models, and observations that need the data. */
export const FactsRecord = z.strictObject({
  schema: z.literal(1),
  /** By claim. */
  facts: z.record(z.string(), Value),
  /** By observation: values by name. */
  observations: z.record(z.string(), z.record(z.string(), Value)),
  /** Drawings of the findings, with their text alternatives. */
  figures: z.array(z.strictObject({ name: z.string(), alt: z.string() })),
  /** By model. */
  models: z.record(
    z.string(),
    z.strictObject({
      layers: z.array(LayerRow),
      parameters: RunRecord.shape.parameters,
      config: RunRecord.shape.config,
    }),
  ),
});
export type FactsRecord = z.infer<typeof FactsRecord>;

/** A model's layers as the notebook's summary prints them, one a line: class, output shape, parameters. */
const layerLines = ({ run }: TrainedRun): string =>
  run.layers
    .map(({ class_name, output_shape, parameters }) => `${class_name} ${shapeText(output_shape)} ${parameters}`)
    .join('\n');

/** The facts of one of the notebook's models, by claim. */
export function modelFacts(model: string, trained: TrainedRun): Record<string, string | number> {
  const { config, parameters, layers } = trained.run;
  const rows = { [`${model}-rows`]: `${config.train_rows}, ${config.test_rows}` };
  if (model === 'autoencoder') {
    const code = layers.findLast(({ class_name }) => class_name === 'MaxPooling2D');
    return { ...rows, 'autoencoder-code': `(${code?.output_shape.slice(1).join(', ')})` };
  }
  if (model === 'lenet') return rows;
  const trainedBlocks = layers.filter(({ name, trainable }) => trainable && /^block\d_conv\d$/.test(name));
  return {
    ...rows,
    [`${model}-layers`]: layerLines(trained),
    [`${model}-parameters-total`]: parameters.total,
    [`${model}-parameters-trainable`]: parameters.trainable,
    [`${model}-parameters-frozen`]: parameters.frozen,
    ...(model === 'transfer' && { 'transfer-last-layer': trainedBlocks.map(({ name }) => name).join(', ') }),
  };
}

/** Observations that need the images. */
function imageFacts({ train, test }: FashionMnist): FactsRecord['observations'] {
  const { acrossSplit, inTrain, inTest } = duplicateImages(train.images, test.images);
  return {
    'images-equal': {
      'test images in the training set': acrossSplit,
      'repeated in the training set': inTrain,
      'repeated in the test set': inTest,
    },
  };
}

/** Both sets after enlarging, as the notebook prints their shapes. */
async function resizedShapes({ train, test }: FashionMnist): Promise<string> {
  const side = Math.sqrt((await resize48(train.images.subarray(0, PIXELS))).length / 3);
  return [train, test].map(({ rows }) => `(${rows}, ${side}, ${side}, 3)`).join(', ');
}

/** Facts and observations that need the URL lists. */
async function urlListFacts(): Promise<Pick<FactsRecord, 'facts' | 'observations'>> {
  const [{ urls, malicious }, { train, test, trainRows, testRows }] = await Promise.all([loadUrlRows(), loadUrls()]);
  const rows = train.y.length + test.y.length;
  const {
    tokenDuplicates,
    duplicates,
    caseDuplicates,
    headings,
    domains,
    testRows: of,
  } = urlFacts(urls, malicious, trainRows, testRows);
  const both = ({ testRows: { benign, malicious: bad } }: typeof duplicates): number => benign + bad;
  const [rule] = trivialRules(urls, malicious, trainRows, testRows);
  return {
    facts: {
      'urls-head': urls
        .slice(0, 5)
        .map((url, row) => `${url} ${malicious[row]}`)
        .join('\n'),
      'urls-shape': `(${rows}, ${train.x.length / train.y.length})`,
      'urls-labels': `(${rows},)`,
    },
    observations: {
      'urls-duplicates': {
        'by their tokens': both(tokenDuplicates),
        'to the character': both(duplicates),
        'without regard to case': both(caseDuplicates),
      },
      'urls-headings': { 'rows that start with #': headings.benign + headings.malicious },
      'urls-rule': {
        rule: `malicious where ${rule.feature} is ${rule.direction} ${rule.threshold}`,
        'balanced accuracy': ((rule.recall ?? 0) + 1 - (rule.falsePositiveRate ?? 0)) / 2,
        recall: rule.recall ?? 'none',
        'false positives': rule.falsePositiveRate ?? 'none',
      },
      'urls-domains': {
        'share of the benign test rows': domains.testRows.benign / of.benign,
        'share of the malicious test rows': domains.testRows.malicious / of.malicious,
        'domains with rows of both classes': domains.ofBoth,
      },
    },
  };
}

/** All facts, without figures. @param models a training of each of the notebook's models, by name */
export async function collectFacts(
  fashion: FashionMnist,
  models: ReadonlyMap<string, TrainedRun>,
): Promise<Omit<FactsRecord, 'figures'>> {
  const urls = await urlListFacts();
  const ofModels = Array.from(models, ([model, trained]) => modelFacts(model, trained));
  return {
    schema: 1,
    facts: Object.assign(
      { 'images-resized': await resizedShapes(fashion), ...urls.facts },
      ...ofModels,
    ) as FactsRecord['facts'],
    observations: { ...imageFacts(fashion), ...urls.observations },
    models: Object.fromEntries(
      Array.from(
        models,
        ([
          model,
          {
            run: { layers, parameters, config },
          },
        ]) => [model, { layers, parameters, config }],
      ),
    ),
  };
}

/** The facts of one run of the pipeline. @throws Problem when data are missing */
export async function factsOfRun(run: ReadonlyMap<string, { trained: TrainedRun }>): Promise<FactsRecord['facts']> {
  const models = Array.from(run, ([name, { trained }]) => [name, trained] as const).filter(([name]) => isModel(name));
  return (await collectFacts(await loadFashionMnist(), new Map(models))).facts;
}
