import { belowBaseline, claimGroups, type ClaimsRecord, countVerdicts, verdictTable } from '../claims';

/** The verdicts on the notebook's conclusions, the models that do not beat their baseline first. */
export function verdictSection(record: ClaimsRecord | undefined): string {
  if (record === undefined)
    return ['## Verdicts', '', 'The notebook’s claims were not judged: run `npx nx run eval:claims`.'].join('\n');
  const { claims, sweep } = record;
  const below = belowBaseline(claims);
  const basis = sweep ? 'five seeds and five splits' : 'one seed of every model';
  return [
    '## Verdicts',
    '',
    ...below.flatMap((line) => [line, '']),
    `${claims.length} claims, judged on ${basis}: ${countVerdicts(claims)}.`,
    ...claimGroups(claims)
      .filter((group) => group.claims.length > 0)
      .flatMap((group) => ['', `### ${group.title}`, '', verdictTable(group.claims)]),
  ].join('\n');
}
