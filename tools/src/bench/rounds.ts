import type { Candidate } from './frameworks/candidates';
import type { Answer } from './frameworks/protocol';

/** What a candidate answered, round by round. */
export interface Rounds {
  candidate: Candidate;
  train: Answer[];
  steps: Answer[];
  predict: Answer[];
  /** Why it was dropped. */
  failure?: string;
}

/** A setting that takes this many times as long as its framework's best one in the first round is dropped. */
const TOO_SLOW = 1.5;
/** A candidate that trains longer gets at most two rounds. */
const LONG_MS = 20_000;

/**
 * Lets all candidates take turns, so that other load on the machine affects all alike. Candidates that build graphs first do
 * so in a round that does not count. One that fails is dropped; the others go on.
 * @param count of the rounds
 * @param between called after each round
 */
export async function runRounds(
  candidates: Candidate[],
  count: number,
  between: () => Promise<void>,
  log: (line: string) => void,
): Promise<Rounds[]> {
  const all: Rounds[] = candidates.map((candidate) => ({ candidate, train: [], steps: [], predict: [] }));
  const run = async (rounds: Rounds, counts: boolean): Promise<void> => {
    const { name, setting, framework, variant, does } = rounds.candidate;
    try {
      for (const what of does) {
        const answer = await framework.ask({ do: what, ...(variant !== undefined && { variant }) });
        if (counts) rounds[what].push(answer);
      }
    } catch (error) {
      rounds.failure = error instanceof Error ? error.message : String(error);
      log(`${name} ${setting} is dropped: ${rounds.failure}`);
    }
  };
  /** The shortest first round of a framework's settings, in ms. */
  const best = (name: string): number =>
    Math.min(...all.flatMap(({ candidate, train: [first] }) => (candidate.name === name && first ? [first.ms] : [])));
  const goesOn = ({ candidate, train: [first, second], failure }: Rounds): boolean => {
    if (failure !== undefined) return false;
    if (first === undefined) return true;
    if (first.ms > TOO_SLOW * best(candidate.name)) return false;
    return second === undefined || first.ms < LONG_MS;
  };
  for (const rounds of all.filter(({ candidate }) => candidate.warmsUp)) await run(rounds, false);
  log('warmed up');
  for (let round = 1; round <= count; round++) {
    for (const rounds of all.filter(goesOn)) await run(rounds, true);
    await between();
    log(`round ${round} of ${count}`);
  }
  return all;
}
