import { dotsOf, type LikeRows, MOST_DOTS, rowsLike } from './likeness';
import type { Verdict } from './verdict';

/** Below this number of dots, the findings' best rule on one feature says malicious. */
const RULE = 3;

const number = (value: number): string => value.toLocaleString('en');
const some = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

/**
 * What the number of dots alone says of a URL, and how often that is right: the models may have learned no more.
 * @param table the model's, of `likenessTable`
 */
export function dotsRemark(table: readonly LikeRows[], { url, verdict }: Pick<Verdict, 'url' | 'verdict'>): string {
  const sum = (rows: readonly LikeRows[], of: 'benign' | 'malicious'): string =>
    number(rows.reduce((total, row) => total + row[of], 0));
  const few = table.filter(({ dots }) => dots < RULE);
  const rule = dotsOf(url) < RULE ? 'malicious' : 'benign';
  const model = verdict === rule ? ', and so does the model' : '; the model does not';
  return (
    `It has ${some(dotsOf(url), 'dot')}: the rule “malicious below three dots” says ${rule}${model}. That rule alone finds ` +
    `${sum(few, 'malicious')} of the ${sum(table, 'malicious')} malicious test rows and is wrong about ` +
    `${sum(few, 'benign')} of the ${sum(table, 'benign')} benign ones.`
  );
}

/** How often the model is wrong about test rows like a URL. @param table the model's, of `likenessTable` */
export function likenessRemark(table: readonly LikeRows[], url: string): string {
  const { dots, lengths, benign, malicious, falseAlarms, misses } = rowsLike(table, url);
  const [shortest, longest] = lengths;
  const length = longest === null ? `at least ${shortest} characters` : `${shortest} to ${longest} characters`;
  const like = `${dots === MOST_DOTS ? 'at least ' : ''}${some(dots, 'dot')} and ${length}`;
  if (benign + malicious === 0) return `No test row has ${like}, so how often the model is wrong here is not known.`;
  const wrong = (count: number, of: number, kind: string, other: string): string =>
    of === 0 ? `none is ${kind}` : `${number(count)} of ${number(of)} ${kind} ones are called ${other}`;
  return (
    `Of the test rows with ${like}, ${wrong(falseAlarms, benign, 'benign', 'malicious')}, and ` +
    `${wrong(misses, malicious, 'malicious', 'benign')}.`
  );
}
