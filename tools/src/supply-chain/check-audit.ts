import type { AuditAnswer } from './ask-audit';
import type { Finding } from './finding';

/** audit-exceptions.json: an advisory that we live with. */
export interface AuditException {
  /** `GHSA-…` */
  id: string;
  package: string;
  /** Why it does not matter here. */
  reason: string;
  /** The day from which on it has to be looked at again: `2027-02-28`. */
  reviewBy: string;
}

const FILE = 'audit-exceptions.json';

/**
 * Holds the registry's advisories against those that we live with.
 * @param packages how many were asked about
 * @param today `2026-11-26`
 */
export function checkAudit(
  answer: AuditAnswer,
  exceptions: AuditException[],
  packages: number,
  today: string,
): Finding {
  const fault = '`npm audit`: packages whose advisories the registry was asked for';
  if ('unanswered' in answer) {
    const outcome = `not answered (${answer.unanswered}): whether there are advisories is not known from here`;
    return {
      rows: [{ fault, times: packages, outcome }],
      failures: [],
      unanswered: [`npm audit: ${answer.unanswered}`],
    };
  }
  const { advisories } = answer;
  const isOf = (exception: AuditException, advisory: { id: string; package: string }): boolean =>
    exception.id === advisory.id && exception.package === advisory.package;
  const open = advisories.filter((advisory) => !exceptions.some((exception) => isOf(exception, advisory)));
  const outcome =
    advisories.length === 0
      ? 'no advisory'
      : `${advisories.length} advisories, ${advisories.length - open.length} of them with a reason to live with`;
  return {
    rows: [{ fault, times: packages, outcome }],
    failures: [
      ...open.map(
        (one) =>
          `${one.package} ${one.range}: ${one.id} (${one.severity}), ${one.title}. Raise the version, override it in package.json, or say in ${FILE} why it does not matter.`,
      ),
      ...exceptions
        .filter((exception) => !advisories.some((advisory) => isOf(exception, advisory)))
        .map((exception) => `${exception.package}, ${exception.id}: does not occur any more. Remove it from ${FILE}.`),
      ...exceptions
        .filter(({ reviewBy }) => reviewBy <= today)
        .map(
          (exception) => `${exception.package}, ${exception.id}: was to be looked at again by ${exception.reviewBy}.`,
        ),
    ],
    unanswered: [],
  };
}
