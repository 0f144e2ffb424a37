import { type Remote, wrap } from 'comlink';
import type { PageData, PageModel } from '../../page-data';
import { unit } from '../parts/image-answers';
import type { Picture } from '../parts/picture';
import type { StartedBackend } from './backend';
import { type Diagnosis, diagnose, GUESS } from './diagnosis';
import { advance, NO_PROGRESS, type Progress } from './progress';
import type { Knobs } from './tab-training';
import type { TrainingCalls } from './worker';

/** The output for the visitor's picture after an epoch; 0 is before training. */
export interface EpochAnswer {
  epoch: number;
  output: Float32Array;
}

export interface SessionState {
  phase: 'new' | 'loading' | 'paused' | 'running';
  backend?: StartedBackend;
  progress: Progress;
  diagnosis?: Diagnosis;
  answers: readonly EpochAnswer[];
  /** Why it does not work. */
  why?: string;
}

/** What a session asks the view for, at each step: both may change while it trains. */
export interface Visitor {
  knobs(): Knobs;
  /** Undefined while none is loaded. */
  picture(): Picture | undefined;
}

/** A training in the tab, which goes on where it was when the visitor returns to the view. */
export class Session {
  state: SessionState = { phase: 'new', progress: NO_PROGRESS, answers: [] };
  readonly #calls: Remote<TrainingCalls>;
  #changed: () => void = () => undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly name: PageModel,
    readonly data: PageData,
  ) {
    this.#calls = wrap<TrainingCalls>(new Worker('training.js', { type: 'module' }));
  }

  /** Calls `changed` at each change of the state, instead of the one before. @returns a function that pauses and stops calling */
  watch(changed: () => void): () => void {
    this.#changed = changed;
    return () => {
      this.#changed = () => undefined;
      this.pause();
    };
  }

  #set(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    this.#changed();
  }

  /** Does `work` after all that was asked for before; its error becomes the state's. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: Error) => {
      this.#set({ phase: this.state.backend ? 'paused' : 'new', why: error.message });
    });
    return this.#queue;
  }

  get #entry() {
    const entry = this.data.models.find(({ name }) => name === this.name);
    if (entry?.state !== 'ready' || entry.training === undefined)
      throw new Error(`${this.name} cannot be trained here.`);
    return { model: entry.model, training: entry.training };
  }

  /** Loads the slice and the initial weights, and finds out where to compute. */
  load = (visitor: Visitor): Promise<void> =>
    this.#next(async () => {
      this.#set({ phase: 'loading', why: undefined });
      const { model, training } = this.#entry;
      const backend = await this.#calls.load(model, training, this.data.slice!, this.data.seed);
      this.#set({ phase: 'paused', backend });
      await this.answer(visitor);
    });

  /** Trains until it is paused, or cannot go on. */
  start = (visitor: Visitor): Promise<void> =>
    this.#next(async () => {
      this.#set({ phase: 'running', why: undefined });
      while (this.state.phase === 'running') await this.#step(visitor);
    });

  pause(): void {
    if (this.state.phase === 'running') this.#set({ phase: 'paused' });
  }

  step = (visitor: Visitor): Promise<void> => this.#next(() => this.#step(visitor));

  async #step(visitor: Visitor): Promise<void> {
    const progress = advance(this.state.progress, await this.#calls.step(visitor.knobs()));
    const diagnosis = diagnose(progress, GUESS[this.#entry.training.loss]);
    this.#set({ progress, diagnosis, ...(diagnosis?.ends && { phase: 'paused' }) });
    if (Number.isInteger(progress.last!.epochs)) await this.answer(visitor);
  }

  /** Asks the model in training about the picture; the answer replaces the one of the same epoch. */
  async answer({ picture }: Visitor): Promise<void> {
    const asked = picture();
    if (asked === undefined) return;
    const output = await this.#calls.output(unit(asked));
    const epoch = this.state.progress.epochs.length;
    this.#set({ answers: [...this.state.answers.filter((one) => one.epoch !== epoch), { epoch, output }] });
  }

  reset = (visitor: Visitor): Promise<void> => {
    this.pause(); // the queue goes on after the step that is on its way
    return this.#next(async () => {
      await this.#calls.reset();
      this.#set({ progress: NO_PROGRESS, diagnosis: undefined, answers: [], why: undefined });
      await this.answer(visitor);
    });
  };
}

const sessions = new Map<PageModel, Session>();

/** The session of a model; its worker starts with it. */
export function sessionOf(name: PageModel, data: PageData): Session {
  const session = sessions.get(name) ?? new Session(name, data);
  sessions.set(name, session);
  return session;
}
