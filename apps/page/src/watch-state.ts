/** `watch.json`, which `reprise watch` sends and the page's view of runs reads. */
export interface WatchState {
  /** The server's clock, in milliseconds since 1970, as all times here. */
  now: number;
  /** Newest first. */
  runs: WatchedRun[];
}

/** One run of Nx. */
export interface WatchedRun {
  id: string;
  command: string;
  /** `stopped` if it was interrupted or killed. */
  state: 'running' | 'done' | 'failed' | 'stopped';
  start: number;
  /** Null while it runs, and if it was killed. */
  end: number | null;
  /** In the order in which they ran or are expected to run. */
  tasks: WatchedTask[];
}

/** One task of a run. */
export interface WatchedTask {
  /** Within all runs; its log is `watch/log?task=KEY`. */
  key: string;
  /** Such as `lenet:train:full`. */
  id: string;
  /** `cached`: Nx restored an earlier result. `skipped`: the run ended before it. */
  state: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'stopped' | 'skipped';
  start: number | null;
  end: number | null;
  /** Milliseconds that it took when it last ran in another run, unless it has run in this one. */
  before: number | null;
  /** The last line of a running task's log. */
  says: string;
  /** Whether it trains a model: its curves are `watch/curves?task=KEY`. */
  trains: boolean;
}

/** The curves of one training. */
export interface WatchedCurves {
  /** The model's title in the catalogue. */
  title: string;
  /** The epochs that are complete. */
  epochs: number;
  /** Seconds that each epoch took, as far as measured. */
  seconds: number[];
  curves: Curve[];
}

/** One line of a plot: a value an epoch. */
export interface Curve {
  /** Keras's name: `val_loss`. */
  name: string;
  values: number[];
  role: 'ours' | 'notebook';
}
