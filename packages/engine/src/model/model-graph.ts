import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { applyLossWeights } from '../losses/loss-weights';
import { fedFields, frozenFields, ruleOf } from '../optimizers/optimizer';
import { createRandom } from '../random/random';
import type { Data, ModelInternals, Step } from '../tfjs/model-internals';
import { type FunctionSpec, TracedFunctions } from './traced-functions';
import { recordDataLoss, total, traceStep } from './training-step';
import { checkOptions, type TrainingOptions } from './training-options';

/** The most steps that one call runs, and the most nodes of a function of several steps: each step is traced. */
const MAX_STEPS_PER_CALL = 8;
const MAX_NODES = 4000;

/** The inputs of one step, and how it makes its batch of them. */
export interface Feed {
  /** Feeds with equal signatures take the same traced function. */
  signature: string;
  inputs: tf.Tensor[];
  batch(inputs: tf.Tensor[]): Data;
}

/** Feeds the batch itself. */
export const feedOfBatch = (data: Data): Feed => ({
  signature: data.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : 'none')).join(', '),
  inputs: data.filter((tensor) => tensor !== null),
  batch(inputs) {
    const rest = [...inputs];
    return data.map((tensor) => (tensor === null ? null : (rest.shift() as tf.Tensor)));
  },
});

/** A model's steps of training, evaluation and prediction, each in one call of TensorFlow. */
export class ModelGraph {
  readonly #model: ModelInternals;
  readonly #options: TrainingOptions;
  readonly #functions: TracedFunctions;
  /** The seed of all draws and the number of steps so far: int32 [2]. */
  readonly stepSeed: tf.Variable;
  /** TensorFlow.js's own steps, and the optimizer of the training one. */
  #standardTrain!: Step;
  #standardTest!: Step;
  #optimizer!: ModelInternals['optimizer_'];
  /** Nodes of the function that trained last. */
  #trainingNodes = MAX_NODES;
  /** A batch whose step has run before TensorFlow.js asked for it. */
  #ahead: { data: tf.Tensor[]; results: tf.Scalar[] } | undefined;

  /**
   * @param checksNumerics whether a training step has one more output: the loss of the data, the regularization loss, and a
   *   sum over each weight and each gradient. An evaluation then has two more: the loss of the data and the regularization loss.
   * @throws Problem when an option has an invalid value
   */
  constructor(
    model: ModelInternals,
    options: TrainingOptions,
    readonly checksNumerics = false,
  ) {
    checkOptions(model, options);
    this.#model = model;
    this.#options = options;
    this.#functions = new TracedFunctions(model, options);
    const random = createRandom(options.seed ?? 1).fork('steps');
    // A resumed training draws what an uninterrupted one would have drawn.
    const steps = model.optimizer_?.iterations ?? 0;
    this.stepSeed = tf.tidy(() => tf.variable(tf.tensor1d([random.int32(), steps], 'int32'), false));
  }

  /** Copies data into the graph, so that a feed can use its rows. */
  addConstants(data: tf.Tensor[]): void {
    this.#functions.addConstants(data);
  }

  /** Updates the variables, and turns them into plain ones. */
  dispose(): void {
    this.#functions.dispose();
    this.stepSeed.dispose();
  }

  /** @param standard TensorFlow.js's own training step @returns the step in the graph */
  useTrainFunction(standard: Step): Step {
    this.#standardTrain = standard;
    this.#optimizer = this.#model.optimizer_;
    return (data) => this.#takeAhead(data) ?? this.train([feedOfBatch(data)])[0];
  }

  /** @param standard TensorFlow.js's own evaluation step @returns the step in the graph */
  useTestFunction(standard: Step): Step {
    this.#standardTest = standard;
    return (data) => {
      const feed = feedOfBatch(data);
      const evaluate = this.#functions.getOrFallBack(this.#evaluation(feed));
      return evaluate ? (evaluate(feed.inputs) as tf.Scalar[]) : standard(data);
    };
  }

  /** Trains on batches of the same shape in one call. @returns loss and metrics of each */
  train(feeds: Feed[]): tf.Scalar[][] {
    return this.#withTraining(feeds, (spec, inputs) => {
      const train = this.#functions.getOrFallBack(spec);
      // The standard step increments the iterations itself.
      if (!train) return feeds.map((feed) => this.#standardTrain(feed.batch(feed.inputs)));
      this.#trainingNodes = train.nodes;
      const results = perStep(train(inputs), feeds.length);
      for (let step = 0; step < feeds.length; step++) this.#optimizer.incrementIterations();
      return results;
    });
  }

  /** Trains as {@link train} does, while JavaScript goes on. Does not increment the optimizer's iterations. */
  trainAsync(feeds: Feed[]): Promise<tf.Scalar[][]> {
    return this.#withTraining(feeds, async (spec, inputs) =>
      perStep(await this.#functions.get(spec).async(inputs), feeds.length),
    );
  }

  /** Traces the function that trains on these feeds, and creates what it needs, such as the optimizer's slots. */
  prepare(feeds: Feed[]): void {
    this.#withTraining(feeds, (spec) => this.#functions.get(spec));
  }

  /**
   * The number of steps to run in one call: fewer for large steps, since each is traced. Call it after the first step.
   * @param steps of the whole training
   */
  stepsPerCall(steps: number): number {
    const most = Math.min(MAX_STEPS_PER_CALL, Math.floor(MAX_NODES / this.#trainingNodes));
    return most > 1 && steps >= 20 * most ? most : 1;
  }

  /** Trains on a batch before TensorFlow.js asks for it, while JavaScript goes on. */
  async trainAhead(data: tf.Tensor[]): Promise<void> {
    const feed = feedOfBatch(data);
    const results = await this.#withTraining([feed], async (spec, inputs) =>
      this.#functions.getOrFallBack(spec)?.async(inputs),
    );
    this.#ahead = results && { data, results: results as tf.Scalar[] };
  }

  #takeAhead(data: Data): tf.Scalar[] | undefined {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (!ahead) return undefined;
    if (!ahead.data.every((tensor, i) => tensor === data[i]))
      throw new Error('TensorFlow.js trains on another batch than its data set returned last');
    this.#optimizer.incrementIterations();
    return ahead.results;
  }

  /** Loss, metrics and, with `checksNumerics`, two more. JavaScript goes on meanwhile. */
  evaluateAsync(feed: Feed): Promise<tf.Tensor[]> {
    return this.#functions.get(this.#evaluation(feed)).async(feed.inputs);
  }

  /** The outputs of the model for a feed. JavaScript goes on meanwhile. */
  predictAsync(feed: Feed): Promise<tf.Tensor[]> {
    const { inputs, signature } = feed;
    const model = this.#model as unknown as tf.LayersModel;
    const program: FunctionSpec['program'] = (fed) => {
      const x = feed.batch(fed).slice(0, model.inputs.length) as tf.Tensor[];
      return { outputs: [model.apply(x.length === 1 ? x[0] : x)].flat() as tf.Tensor[] };
    };
    return this.#functions.get({ kind: 'predict', signature, program, inputs }).async(inputs);
  }

  /** The outputs of the model for a batch. @param standard TensorFlow.js's own prediction */
  predict(inputs: tf.Tensor[], standard: (inputs: tf.Tensor[]) => tf.Tensor[]): tf.Tensor[] {
    const program: FunctionSpec['program'] = (fed) => ({ outputs: standard(fed) });
    const { signature } = feedOfBatch(inputs);
    const predict = this.#functions.getOrFallBack({ kind: 'predict', signature, program, inputs });
    return predict ? predict(inputs) : standard(inputs);
  }

  /** Does `work` with the function of training steps and the inputs of this call, which are disposed afterwards. */
  #withTraining<T>(feeds: Feed[], work: (spec: FunctionSpec, inputs: tf.Tensor[]) => T): T {
    const optimizer = this.#optimizer;
    if (this.#model.optimizer_ !== optimizer) {
      const expected = 'the optimizer to stay the same during training';
      const found = 'another optimizer';
      throw new Problem({ where: 'fit', expected, found, todo: 'Call `compile` between two calls of `fit`.' });
    }
    const [feed] = feeds;
    const rule = ruleOf(optimizer, this.#options.like);
    const fed = rule ? fedFields(optimizer, rule) : [];
    const traced: tf.Tensor[] = [];
    const program: FunctionSpec['program'] = (inputs) => {
      const ownInputs = feed.inputs.length;
      const step = (): tf.Scalar[] => this.#standardTrain(feed.batch(inputs.slice(0, ownInputs)));
      const { stepSeed, checksNumerics } = this;
      const context = { model: this.#model, options: this.#options, stepSeed, checksNumerics };
      const result = traceStep(context, step, rule, inputs.slice(ownInputs));
      traced.push(...result.outputs);
      return result;
    };
    // A callback may freeze or unfreeze a layer.
    const trainable = this.#model.collectedTrainableWeights.map((weight) => Number(weight.trainable)).join('');
    const signature = `${feeds.length} x ${feed.signature} ${trainable} ${frozenFields(optimizer, rule)}`;
    const inputs = feeds.map((each) => [...each.inputs, ...fed]);
    try {
      const spec: FunctionSpec = { kind: 'train', signature, program, inputs: inputs[0], repeat: feeds.length };
      return work(spec, inputs.flat());
    } finally {
      // TensorFlow.js keeps the metrics that it returns.
      tf.dispose([fed, traced]);
    }
  }

  #evaluation(feed: Feed): FunctionSpec {
    const { inputs, signature } = feed;
    const program: FunctionSpec['program'] = (fed) => {
      const restoreLosses = applyLossWeights(this.#model, this.#options.lossWeights);
      const recorded = this.checksNumerics ? recordDataLoss(this.#model) : undefined;
      try {
        const [loss, ...rest] = this.#standardTest(feed.batch(fed));
        const penalties = this.#options.like === 'keras2' ? this.#model.calculateLosses() : [];
        const withPenalties = penalties.reduce((sum, penalty) => tf.add(sum, penalty), loss);
        const more = recorded ? [tf.clone(recorded.losses[0]), total(penalties)] : [];
        return { outputs: [withPenalties, ...rest, ...more] };
      } finally {
        recorded?.restore();
        restoreLosses();
      }
    };
    return { kind: 'evaluate', signature, program, inputs };
  }
}

/** Splits the outputs of a call into those of its steps. */
function perStep(outputs: tf.Tensor[], steps: number): tf.Scalar[][] {
  const each = outputs.length / steps;
  return Array.from({ length: steps }, (_, k) => outputs.slice(k * each, (k + 1) * each) as tf.Scalar[]);
}
