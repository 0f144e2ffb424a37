import { claimGroups, type ClaimsRecord, type Group, verdictTable } from '../claims';

const tables = ({ claims }: ClaimsRecord, groups: readonly Group[], level: string): string[] =>
  claimGroups(claims.filter(({ group }) => groups.includes(group))).flatMap((group) => [
    '',
    `${level} ${group.title}`,
    '',
    verdictTable(group.claims),
  ]);

/** The verdicts on the notebook's conclusions. */
export const conclusionsSection = (record: ClaimsRecord): string =>
  tables(record, ['conclusion'], '##').slice(1).join('\n');

/** The verdicts on all else: what the notebook prints, what its method hides, baselines. */
export const claimsSection = (record: ClaimsRecord): string =>
  ['## The other claims', ...tables(record, ['printed', 'hidden', 'baseline'], '###')].join('\n');
