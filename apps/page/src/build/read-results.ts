import { distributionOf, headlines, PROTOCOL, readVerdicts } from '@reprise/eval';
import type { PageData } from '../page-data';

/** The published results of all seeds. @throws Problem when the verdicts are damaged */
export async function readResults(): Promise<PageData['results']> {
  const { judged, summary } = await readVerdicts();
  const { seeds, level } = PROTOCOL.design;
  const numbers = headlines(judged).map(({ model, title, claim, judged: { seeds: values = [], verdict } }) => ({
    ...{ model, title, claim: claim.id, metric: claim.statement.toLowerCase() },
    ...{ published: claim.published, margin: claim.margin, distribution: distributionOf(model), verdict },
    seeds: values.map((value, i) => ({ seed: seeds[i], value })),
  }));
  return { numbers, level, summary };
}
