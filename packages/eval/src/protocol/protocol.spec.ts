import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, repositoryRoot } from '@reprise/base';
import { trainings } from '@reprise/records';
import { PUBLISHED } from '../published/published';
import { PROTOCOL } from './protocol';
import rules from './rules.json';

const { claims, changes, design, quantities, reasons, observations } = PROTOCOL;

/** sha256 of everything that decides a verdict: the rules in words, and rules.json but for its texts. */
function rulesDigest(): string {
  const page = readFileSync(join(repositoryRoot(), 'docs', 'protocol.md'), 'utf8');
  const [words] = page.split('<!-- protocol:');
  return digest(words + JSON.stringify({ design: rules.design, quantities, reasons, claims: rules.claims }));
}

test('a rule, margin or reading that changes has an entry under changes, with the digest of the new rules', () => {
  expect(rulesDigest()).toBe(changes.findLast(({ sha256 }) => sha256 !== undefined)?.sha256);
});

test('ids are unique, and a quote has one primary reading', () => {
  const ids = [...claims, ...observations].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const primary = claims.filter(({ kind, reading }) => kind === 'conclusion' && reading === 'primary');
  expect(new Set(primary.map(({ quote }) => quote)).size).toBe(primary.length);
});

test('each claim names trainings that exist, and those that are judged over seeds are trained once a seed', () => {
  const used = claims.flatMap((claim) =>
    claim.kind === 'fact' ? [] : claim.kind === 'conclusion' ? claim.experiments : [claim.experiment],
  );
  const baselines = ['pca', 'mean-image', 'majority', 'pixel-logistic', 'ngram-logistic'];
  const swept = [...new Set(used)].filter((name) => !baselines.includes(name));
  expect(swept.toSorted()).toEqual(design.trainings.toSorted());
  const withSeeds = Array.from(trainings().values()).filter(({ seeds }) => seeds);
  expect(withSeeds.map(({ name }) => name).toSorted()).toEqual(design.trainings.toSorted());
});

test('quantities and reasons exist and are used', () => {
  const measured = claims.flatMap((claim) => ('quantity' in claim ? [claim.quantity] : []));
  expect([...new Set(measured)].toSorted()).toEqual(Object.keys(quantities).toSorted());
  const given = claims.flatMap((claim) => (claim.kind === 'metric' ? [claim.reason] : []));
  expect([...new Set(given)].toSorted()).toEqual(Object.keys(reasons).toSorted());
});

test('margins are computed from the notebook alone', () => {
  for (const claim of claims) {
    if (claim.kind !== 'metric' || claim.reason !== 'epoch' || claim.about === 'data') continue;
    const { loss, val_loss } = PUBLISHED[claim.about].history;
    const curve = claim.quantity === 'loss' ? loss : val_loss;
    const half = Math.floor(curve.length / 2);
    const moves = curve.slice(half + 1).map((value, i) => Math.abs(value - curve[half + i]));
    expect([claim.id, claim.margin]).toEqual([claim.id, Number(Math.max(...moves).toFixed(4))]);
  }
  const accuracy = (model: 'lenet' | 'transfer' | 'birnn' | 'cnn-lstm'): number =>
    PUBLISHED[model].final.test_acc as number;
  expect(accuracy('transfer') - accuracy('lenet')).toBeCloseTo(0.0028, 10);
  expect(Math.floor(1e4 * (accuracy('cnn-lstm') - accuracy('birnn'))) / 1e4).toBe(0.0025);
});

test('every final metric that the notebook prints is a claim with its value', () => {
  const printed = claims.flatMap((claim) => ('published' in claim ? [claim.published] : []));
  for (const { final, history, params } of Object.values(PUBLISHED)) {
    const last = [history.loss.at(-1), history.val_loss.at(-1), history.acc?.at(-1)];
    for (const value of [final.train_acc, final.test_acc, ...last, params?.total])
      if (value !== undefined) expect(printed).toContain(value);
  }
});
