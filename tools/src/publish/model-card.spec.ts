import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { inTempFolder } from '@reprise/base';
import { fakeArtifacts } from '@reprise/eval/testing';
import { RunRecord } from '@reprise/records';
import { MODELS } from '@reprise/eval';
import { modelCard } from './model-card';

test.each(MODELS)('the card of %s matches its run record', (model) =>
  inTempFolder(async (artifacts) => {
    await fakeArtifacts(artifacts);
    const text = readFileSync(join(artifacts, 'full', model, 'seed-1', 'run.json'), 'utf8');
    const run = RunRecord.parse(JSON.parse(text));
    const scores = { precision: 0.7426, recall: 0.5, f1: null, support: 16514 };
    const card = modelCard(model, run, 'd1ge57', model === 'autoencoder' ? null : [{ name: 'benign', ...scores }]);
    expect(card).toContain(`| ${run.final.train.loss.toFixed(5)} | ${run.final.test.loss.toFixed(5)} |`);
    expect(card).toContain(`${run.parameters.total.toLocaleString('en-US')} parameters`);
    expect(card).toContain(`| ${run.layers[1].name} (${run.layers[1].class_name}) |`);
    expect(card).toContain('`d1ge57`');
    expect(card.includes('| benign | 16,514 | 0.743 | 0.500 | – |')).toBe(model !== 'autoencoder');
    expect(card.includes('| accuracy |')).toBe(model !== 'autoencoder');
    expect(card).not.toMatch(/undefined|NaN|\[object/);
    expect(card.match(/^## .*/gm)).toEqual(
      ['Model details', 'Intended use', 'Data', 'Training', 'Evaluation', 'Ethical considerations', 'Files'].map(
        (title) => `## ${title}`,
      ),
    );
  }),
);
