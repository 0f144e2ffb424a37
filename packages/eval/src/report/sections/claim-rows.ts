import { findJudged, type Judged, number, neededText, rangeText, seedsText, valueText } from '../../claims';
import { PROTOCOL, type ProtocolClaim } from '../../protocol';
import type { ClaimRow } from '../section';
import { viewOf } from './views';

const show = (value: number | string | undefined): string => (value === undefined ? '–' : valueText(value));

function notebookText(claim: ProtocolClaim): string {
  switch (claim.kind) {
    case 'fact':
      return valueText(claim.published);
    case 'metric':
      return number(claim.published);
    case 'answer':
      return claim.published;
    case 'conclusion':
      return claim.quote === undefined ? '–' : `“${claim.quote}”`;
    default:
      return '–';
  }
}

function runText(claim: ProtocolClaim, value: number | string | undefined): string {
  if (claim.kind !== 'answer' || typeof value !== 'number') return show(value);
  return `${value > 0.5 ? 'malicious' : 'benign'} (${number(value)})`;
}

function seedsOf(claim: ProtocolClaim, { seeds, value, interval, verdict }: Judged): string {
  if (verdict === 'not measured') return '–';
  switch (claim.kind) {
    case 'metric':
      return seeds && claim.about !== 'data' ? seedsText(seeds, claim.about) : '–';
    case 'conclusion':
      return `${show(value)}${interval ? ` (${rangeText(interval)})` : ''}`;
    case 'curve':
    case 'together':
      return '–';
    default:
      return show(value);
  }
}

/** Why a number or a curve is undecided; a conclusion's statistics need a table of their own. */
const whyOf = ({ kind }: ProtocolClaim, one: Judged): string | undefined =>
  kind !== 'conclusion' && one.verdict === 'undecided' ? (neededText(one) ?? one.note) : undefined;

function measureText(claim: ProtocolClaim): string | undefined {
  if (claim.kind !== 'conclusion') return undefined;
  return `${PROTOCOL.quantities[claim.quantity].unit}; holds ${claim.side} ${claim.bound}`;
}

/**
 * The claims about a model, or about the data, beside a run: conclusions first.
 * @param values the run's, by claim
 */
export function claimRows(
  judged: readonly Judged[],
  values: ReadonlyMap<string, number | string>,
  wanted: (claim: ProtocolClaim) => boolean,
): ClaimRow[] {
  const claims = PROTOCOL.claims.filter(wanted);
  const conclusions = claims.filter(({ kind }) => kind === 'conclusion');
  return [...conclusions, ...claims.filter(({ kind }) => kind !== 'conclusion')].map((claim) => {
    const one = findJudged(judged, claim.id);
    return {
      id: claim.id,
      statement: claim.statement,
      measure: measureText(claim),
      notebook: notebookText(claim),
      run: runText(claim, values.get(claim.id)),
      seeds: seedsOf(claim, one),
      verdict: one.verdict,
      why: whyOf(claim, one),
      view: viewOf(claim),
    };
  });
}
