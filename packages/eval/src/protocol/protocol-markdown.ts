import { number } from '../claims/findings/number';
import { escapeMarkdown, markdownTable } from '../markdown';
import { aboutName, PROTOCOL, type ProtocolClaim } from './protocol';

type OfKind<K extends ProtocolClaim['kind']> = Extract<ProtocolClaim, { kind: K }>;

const ofKind = <K extends ProtocolClaim['kind']>(kind: K): OfKind<K>[] =>
  PROTOCOL.claims.filter((claim): claim is OfKind<K> => claim.kind === kind);

const quoted = (quote: string | undefined): string => (quote ? `: “${escapeMarkdown(quote)}”` : '');

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** The statement with the quote, and whether its reading is not the primary one. */
const said = ({ statement, quote, reading }: ProtocolClaim): string =>
  `${statement}${quoted(quote)}${reading === 'primary' ? '' : ` *(${reading})*`}`;

const lines = (value: string | number): string => {
  const count = String(value).split('\n').length;
  return count > 1 ? `${count} lines` : escapeMarkdown(String(value));
};

const section = (title: string, ...parts: string[]): string => [`## ${title}`, ...parts].join('\n\n');

/** The generated part of docs/protocol.md: what is judged, by kind, then what is not. */
export function protocolTables(): string {
  const { quantities, reasons, observations, remarks, known, changes } = PROTOCOL;
  const printed = [...ofKind('curve'), ...ofKind('together'), ...ofKind('answer')];
  return [
    section('What was known', known.map((one) => `- ${one}`).join('\n')),
    section(
      'Quantities',
      markdownTable(
        ['quantity', 'unit', 'what it is'],
        Object.entries(quantities).map(([key, { unit, measure }]) => [key, unit, measure]),
      ),
    ),
    section(
      'Conclusions',
      markdownTable(
        [
          'about',
          'claim',
          'quantity',
          'of, or of the first less the second',
          'holds if',
          'test',
          'why this bound',
          'printed effect',
        ],
        ofKind('conclusion').map((claim) => [
          aboutName(claim.about),
          said(claim),
          claim.quantity,
          code(claim.experiments),
          `${claim.side} ${claim.bound}`,
          claim.test,
          claim.reason,
          claim.effect === undefined ? '' : String(claim.effect),
        ]),
      ),
    ),
    section(
      'Printed numbers',
      Object.entries(reasons)
        .map(([key, reason]) => `- Margin *${key}*: ${reason}.`)
        .join('\n'),
      markdownTable(
        ['about', 'number', 'quantity', 'of', 'printed', 'margin'],
        ofKind('metric').map((claim) => [
          aboutName(claim.about),
          said(claim),
          claim.quantity,
          code([claim.experiment]),
          number(claim.published),
          `${claim.margin} (*${claim.reason}*)`,
        ]),
      ),
    ),
    section(
      'Printed curves, numbers together, answers',
      markdownTable(
        ['about', 'what', 'of'],
        printed.map((claim) => [aboutName(claim.about), said(claim), code([claim.experiment])]),
      ),
    ),
    section(
      'Facts',
      markdownTable(
        ['about', 'fact', 'printed'],
        ofKind('fact').map((claim) => [aboutName(claim.about), said(claim), lines(claim.published)]),
      ),
    ),
    section(
      'Observations',
      'Numbers without a verdict.',
      markdownTable(
        ['about', 'id', 'what', 'how'],
        observations.map(({ about, id, statement, measure }) => [aboutName(about), id, statement, measure]),
      ),
    ),
    section(
      'Remarks',
      'What the notebook says or prints and is not judged.',
      markdownTable(
        ['about', 'what', 'remark'],
        remarks.map(({ about, quote, where, remark }) => [aboutName(about), where + quoted(quote), remark]),
      ),
    ),
    section(
      'Changes',
      markdownTable(
        ['date', 'claims', 'before', 'after', 'reason'],
        changes.map(({ date, claims, before, after, reason }) => [date, code(claims), before, after, reason]),
      ),
    ),
  ].join('\n\n');
}
