import type { ClaimsRecord, JudgedClaim } from './claims-record';

/** What a check of the declared verdicts says. */
export interface Verification {
  /** 0: nothing contradicts what was declared; 1: something does; 2: it cannot be judged, since something was not measured. */
  exitCode: 0 | 1 | 2;
  contradicting: JudgedClaim[];
  /** Declared as something else, and not measured although this run should. */
  unmeasured: JudgedClaim[];
}

/** Holds verdicts against the declared ones. What contradicts weighs more than what is missing. */
export function verify({ claims, sweep }: ClaimsRecord): Verification {
  const contradicting = claims.filter((claim) => claim.contradicts);
  const unmeasured = claims.filter(
    ({ verdict, declared, sweepOnly }) =>
      verdict === 'not measured' && declared.verdict !== 'not measured' && (sweep || !sweepOnly),
  );
  return { exitCode: contradicting.length > 0 ? 1 : unmeasured.length > 0 ? 2 : 0, contradicting, unmeasured };
}
