import type { Candidate } from './frameworks/candidates';
import type { Answer } from './frameworks/protocol';

/** What a candidate answered, round by round. */
export interface Rounds {
  candidate: Candidate;
  train: Answer[];
  steps: Answer[];
  predict: Answer[];
  /** Answer to its first epoch. */
  first?: Answer;
  /** Why it was dropped. */
  failure?: string;
}

/** A setting that takes this many times as long as its framework's best one in the first round has only that round. */
const TOO_SLOW = 1.5;
/**
 * How far the mean loss of the first epoch's steps may be from Reprise's, as a share. Orders of rows and dropout masks change it
 * by 2 %; PyTorch's LSTM, which has no hard sigmoid, is 7 % off. The LeNet is 14 % off without dropout, 17 % with RMSprop.
 */
const SAME_LOSS = 0.1;

/** @throws Error when a first epoch's loss is not that of the same training */
function checkLoss(found: Answer, expected: Answer, tolerance = SAME_LOSS): void {
  if (!(Math.abs(Number(found.loss) / Number(expected.loss) - 1) <= tolerance))
    throw new Error(`first epoch: expected a loss of ${expected.loss}, found ${found.loss}`);
}

/**
 * Lets all candidates take turns, so that other load on the machine affects all alike. Candidates that build graphs first do
 * so in a round that does not count. One that fails is dropped, and so is one whose first epoch has other losses than the first
 * candidate's; the others go on.
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
        if (what === 'train' && !rounds.first) {
          rounds.first = answer;
          checkLoss(answer, all[0].first ?? answer, rounds.candidate.tolerance);
        }
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
  const goesOn = ({ candidate, train: [first], failure }: Rounds): boolean =>
    failure === undefined &&
    (first === undefined || candidate.always === true || first.ms <= TOO_SLOW * best(candidate.name));
  for (const rounds of all.filter(({ candidate }) => candidate.warmsUp)) await run(rounds, false);
  log('warmed up');
  for (let round = 1; round <= count; round++) {
    for (const rounds of all.filter(goesOn)) await run(rounds, true);
    await between();
    log(`round ${round} of ${count}`);
  }
  return all;
}
