import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { LiveGraph } from '../graph/live-graph';
import type { Program } from '../graph/program';
import type { Entry } from '../graph/program-graph';
import { createRandom } from '../random/random';
import { stateVariable } from '../tensorflow/state-variable';
import { AttachedVariables } from './attached-variables';
import { useFastCalls } from './fast-calls';
import { type Feed, fedAsIs } from './feed';
import { useLogits } from './keras2';
import { allLayers, type ModelInternals, type Step } from './layers';
import { weighLosses } from './loss-weights';
import { nameInProblems, nameLosses } from './name-in-problems';
import { fedNow, fixedNow, ruleOf } from './optimizer-rules';
import { tensorsIn } from './prefetch';
import { checkOptions, type TrainingOptions } from './training-options';
import { seeLoss, type StepContext, sumOf, traceStep } from './training-step';

/** So many programs a training may compile: one for each shape of a batch and each setting of its optimizer. */
const MOST_PROGRAMS = 64;

/** Steps that one call of TensorFlow runs at best, and the nodes that its program may have for it: each step is traced. */
const STEPS_PER_CALL = 8;
const MOST_NODES = 4000;

/** What a program does, and what tells it from others. */
type ProgramName = `${'train' | 'evaluate' | 'predict'} ${string}`;

/** The graph of a model: a program for each kind of step and each shape of a batch, made when it is first needed. */
export class ModelGraph {
  readonly #model: ModelInternals;
  readonly #options: TrainingOptions;
  readonly #graph = new LiveGraph(() => true);
  readonly #attached = new AttachedVariables(this.#graph);
  readonly #stepSeed: tf.Variable;
  /** The programs in the graph, with their numbers of nodes. */
  readonly #programs = new Map<string, number>();
  /** A step that {@link begin} has run, which TensorFlow.js has not asked for yet. */
  #begun: { data: tf.Tensor[]; outputs: tf.Tensor[] } | undefined;
  /** Whether TensorFlow.js's own functions do the work, since the graph cannot. */
  #eager = false;

  /**
   * @param figures whether a step gives one more output: the loss of the data alone, what regularizers add to it, and
   *   {@link traces} of weights and gradients; and an evaluation the first two
   * @throws Problem when an option has a value that it cannot have
   */
  constructor(
    model: ModelInternals,
    options: TrainingOptions,
    readonly figures = false,
  ) {
    checkOptions(model, options);
    this.#model = model;
    this.#options = options;
    // A model that is trained further draws what a training without a pause would have drawn.
    const seed = [
      createRandom(options.seed ?? 1)
        .fork('steps')
        .int32(),
      model.optimizer_?.iterations ?? 0,
    ];
    this.#stepSeed = stateVariable(() => tf.tensor1d(seed, 'int32'));
  }

  /** Gives the variables the graph's values, and lets them go. */
  detach(): void {
    this.#attached.detach();
  }

  /** Puts data into the graph, for programs that take rows of it. */
  hold(data: tf.Tensor[]): void {
    this.#graph.holdConstants(data);
  }

  /** The seed of all draws, and the number of steps so far: int32 [2]. */
  get stepSeed(): tf.Variable {
    return this.#stepSeed;
  }

  close(): void {
    this.#attached.detach();
    this.#graph.dispose();
    this.#stepSeed.dispose();
  }

  get #context(): StepContext {
    return { model: this.#model, options: this.#options, stepSeed: this.#stepSeed, figures: this.figures };
  }

  /** Runs a program, which is traced if its name is new. */
  #run(name: ProgramName, entry: Entry, eagerly: () => tf.Tensor[]): tf.Tensor[] {
    return this.#ready(name, entry) ? this.#runReady(name, entry.inputs) : eagerly();
  }

  #runReady(name: string, inputs: tf.Tensor[]): tf.Tensor[] {
    const outputs = this.#graph.run(name, inputs);
    this.#attached.afterStep();
    return outputs;
  }

  /** Prepares a run of a program. @returns false where the graph cannot do it, and something else may */
  #ready(name: ProgramName, entry: Entry): boolean {
    if (this.#eager) return false;
    if (!this.#programs.has(name)) {
      this.#attached.detach();
      try {
        this.#add(name, entry);
      } catch (error) {
        if (!this.#options.fallback) throw error;
        console.warn(`Training goes on without a graph: ${(error as Error).message}`);
        this.#eager = true;
        return false;
      }
    }
    this.#attached.beforeStep();
    return true;
  }

  #add(name: ProgramName, entry: Entry): void {
    if (this.#programs.size === MOST_PROGRAMS)
      throw new Problem({
        where: 'fit',
        expected: `at most ${MOST_PROGRAMS} shapes of batches and settings of the optimizer, each of which is compiled`,
        found: `one more: ${name}`,
        todo: 'Pad the batches to fewer lengths, or change the learning rate alone.',
      });
    const fusion = this.#options.fusion ?? true;
    const before = this.#graph.nodes;
    try {
      this.#addAs(name, entry, fusion);
    } catch (error) {
      // A loss of a gradient: faster forms have no second derivative.
      if (!fusion || !/gradient function not found for TensorFlow/.test((error as Error).message)) throw error;
      this.#addAs(name, entry, false);
    }
    this.#programs.set(name, this.#graph.nodes - before);
  }

  #addAs(name: ProgramName, entry: Entry, fusion: boolean): void {
    const undo = [
      ...(this.#options.like === 'keras2' && !name.startsWith('predict') ? [useLogits(this.#model)] : []),
      useFastCalls(this.#model, { towers: this.#options.towers, fusion }),
      ...[...allLayers(this.#model)].map(nameInProblems),
      ...(name.startsWith('predict') ? [] : [nameLosses(this.#model)]),
    ];
    try {
      this.#graph.add(name, entry);
    } finally {
      for (const back of undo.toReversed()) back();
    }
  }

  /** Takes TensorFlow.js's training step, of which {@link train} makes programs. @returns the step of a batch, by the graph */
  trainBy(standard: Step): Step {
    this.#standard = standard;
    this.#optimizer = this.#model.optimizer_;
    return (data) => {
      const begun = this.#takeBegun(data);
      if (begun === undefined) return this.train([fedAsIs(data)])[0];
      this.#optimizer.incrementIterations();
      return begun as tf.Scalar[];
    };
  }

  #standard!: Step;
  #optimizer!: ModelInternals['optimizer_'];

  /**
   * So many steps may run in one call: fewer of a large step, since each is traced.
   * @param feed of the step, of which a program is there
   * @param steps of the whole training
   */
  stepsPerCall(feed: Feed, steps: number): number {
    const nodes = this.#programs.get(this.#nameOf(feed)) ?? MOST_NODES;
    const most = Math.min(STEPS_PER_CALL, Math.floor(MOST_NODES / nodes));
    return most > 1 && steps >= 20 * most ? most : 1;
  }

  #nameOf(feed: Feed, repeat = 1): ProgramName {
    const rule = ruleOf(this.#optimizer, this.#options.like);
    // A callback may freeze a layer, or thaw it.
    const trained = this.#model.collectedTrainableWeights.map(({ trainable }) => Number(trainable)).join('');
    return `train ${repeat > 1 ? `${repeat} x ` : ''}${feed.name} ${trained} ${fixedNow(this.#optimizer, rule)}`;
  }

  /** Steps of training, of feeds of the same shape, in one call. @returns loss and metrics of each */
  train(feeds: Feed[]): tf.Scalar[][] {
    const outputs = this.#withProgram(feeds, (name, entry, inputs) => {
      if (!this.#ready(name, entry))
        return feeds.flatMap(({ inputs: given, batch }) => this.#standard(batch(given)) as tf.Tensor[]);
      return this.#runReady(name, inputs);
    });
    const each = outputs.length / feeds.length;
    return feeds.map((_, k) => {
      if (!this.#eager) this.#optimizer.incrementIterations();
      return outputs.slice(k * each, (k + 1) * each) as tf.Scalar[];
    });
  }

  /** As {@link train}, while JavaScript goes on. */
  async trainAsync(feeds: Feed[]): Promise<tf.Scalar[][]> {
    const outputs = await this.#withProgram(feeds, (name, entry, inputs) => this.#runAsync(name, entry, inputs));
    const each = outputs.length / feeds.length;
    return feeds.map((_, k) => outputs.slice(k * each, (k + 1) * each) as tf.Scalar[]);
  }

  async #runAsync(name: ProgramName, entry: Entry, inputs: tf.Tensor[]): Promise<tf.Tensor[]> {
    this.#ready(name, entry);
    const outputs = await this.#graph.runAsync(name, inputs);
    this.#attached.afterStep();
    return outputs;
  }

  /** Traces the program of steps, so that what it needs, such as an optimizer's state, is there. */
  prepare(feeds: Feed[]): void {
    this.#withProgram(feeds, (name, entry) => this.#ready(name, entry));
  }

  /** Does `run` with the program of steps; what it is fed besides lives as long. */
  #withProgram<T>(feeds: Feed[], run: (name: ProgramName, entry: Entry, inputs: tf.Tensor[]) => T): T {
    const optimizer = this.#optimizer;
    if (this.#model.optimizer_ !== optimizer)
      throw new Problem({
        where: 'fit',
        expected: 'a model that stays as it was compiled while it trains',
        found: 'another optimizer',
        todo: 'Call `compile` between two calls of `fit`.',
      });
    const rule = ruleOf(optimizer, this.#options.like);
    const [feed] = feeds;
    const fed = rule ? fedNow(optimizer, rule) : [];
    const traced: tf.Tensor[] = [];
    const program: Program = (inputs) => {
      const own = feed.inputs.length;
      const step = (): tf.Scalar[] => this.#standard(feed.batch(inputs.slice(0, own)));
      const result = traceStep(this.#context, step, rule, inputs.slice(own));
      traced.push(...result.outputs);
      return result;
    };
    const inputs = feeds.map((each) => [...each.inputs, ...fed]);
    try {
      const entry = { program, inputs: inputs[0], repeat: feeds.length };
      return run(this.#nameOf(feed, feeds.length), entry, inputs.flat());
    } finally {
      // TensorFlow.js keeps the metrics that it returns.
      tf.dispose([fed, traced]);
    }
  }

  /** Runs a batch's step before TensorFlow.js asks for it, while JavaScript goes on. */
  async begin(batch: { xs: tf.TensorContainer; ys: tf.TensorContainer } | undefined): Promise<void> {
    if (batch === undefined) return;
    const { inputNames, outputNames } = this.#model;
    const data = [...tensorsIn(batch.xs, inputNames), ...tensorsIn(batch.ys, outputNames)];
    // What is no batch TensorFlow.js itself refuses, when it asks for the step.
    if (data.some((tensor) => !(tensor instanceof tf.Tensor))) return;
    const outputs = await this.#withProgram([fedAsIs(data)], async (name, entry, inputs) => {
      if (!this.#ready(name, entry)) return undefined;
      const found = await this.#graph.runAsync(name, inputs);
      this.#attached.afterStep();
      return found;
    });
    this.#begun = outputs && { data, outputs };
  }

  #takeBegun(data: (tf.Tensor | null)[]): tf.Tensor[] | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun && !begun.data.every((tensor, i) => tensor === data[i]))
      throw new Error('TensorFlow.js trains on another batch than its data set gave last');
    return begun?.outputs;
  }

  /** Takes TensorFlow.js's step of an evaluation. @returns the step of a batch, by the graph */
  testBy(standard: Step): Step {
    this.#test = standard;
    return (data) => {
      const feed = fedAsIs(data);
      return this.#run(`evaluate ${feed.name}`, this.#evaluation(feed), () => standard(data)) as tf.Scalar[];
    };
  }

  #test!: Step;

  #evaluation(feed: Feed): Entry {
    const program: Program = (inputs) => {
      const undo = weighLosses(this.#model, this.#options.lossWeights);
      const seen = this.figures ? seeLoss(this.#model) : undefined;
      try {
        const [loss, ...rest] = this.#test(feed.batch(inputs));
        const penalties = this.#options.like === 'keras2' ? this.#model.calculateLosses() : [];
        const total = penalties.reduce((sum, penalty) => tf.add(sum, penalty), loss);
        return { outputs: [total, ...rest, ...(seen ? [tf.clone(seen.losses[0]), sumOf(penalties)] : [])] };
      } finally {
        seen?.undo();
        undo();
      }
    };
    return { program, inputs: feed.inputs };
  }

  /** Loss, metrics and, with figures, the loss of the data alone. JavaScript goes on meanwhile. */
  evaluateAsync(feed: Feed): Promise<tf.Tensor[]> {
    return this.#runAsync(`evaluate ${feed.name}`, this.#evaluation(feed), feed.inputs);
  }

  /** What the model gives for the inputs of a feed. JavaScript goes on meanwhile. */
  predictAsync(feed: Feed): Promise<tf.Tensor[]> {
    const inputs = this.#model.inputs.length;
    const program: Program = (fed) => {
      const x = feed.batch(fed).slice(0, inputs) as tf.Tensor[];
      return {
        outputs: [(this.#model as unknown as tf.LayersModel).apply(inputs === 1 ? x[0] : x)].flat() as tf.Tensor[],
      };
    };
    return this.#runAsync(`predict ${feed.name}`, { program, inputs: feed.inputs }, feed.inputs);
  }

  /** Predicts batch by batch, by the graph. @param standard TensorFlow.js's own */
  predictBy(
    standard: ModelInternals['predictLoop'],
    inputs: tf.Tensor | tf.Tensor[],
    batchSize = 32,
  ): tf.Tensor | tf.Tensor[] {
    const all = [inputs].flat();
    const rows = all[0].shape[0];
    return tf.tidy(() => {
      const batches: tf.Tensor[][] = [];
      for (let at = 0; at < rows; at += batchSize) {
        const size = Math.min(batchSize, rows - at);
        const batch = all.map((tensor) => tf.slice(tensor, at, size));
        const predict = (given: tf.Tensor[]): tf.Tensor[] => [standard(given, size)].flat();
        const program: Program = (given) => ({ outputs: predict(given) });
        batches.push(this.#run(`predict ${fedAsIs(batch).name}`, { program, inputs: batch }, () => predict(batch)));
      }
      const outputs = this.#model.outputs.map((_, i) => tf.concat(batches.map((batch) => batch[i])));
      return outputs.length === 1 ? outputs[0] : outputs;
    });
  }
}
