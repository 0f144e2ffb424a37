import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import { LiveGraph } from '../graph/live-graph';
import type { Program, Result, Update } from '../graph/program';
import { stateVariable } from '../optimizers/optimizer';
import { createRandom, type Random } from '../random/random';
import { withStepRandom } from '../random/step-random';
import { gatherRows } from '../tensorflow/raw-ops';
import { AttachedVariables } from './attached-variables';
import { useFastCalls } from './fast-calls';
import { clip, type Clipping } from './clip';
import { allLayers, type ModelInternals, type Step } from './layers';
import { fedNow, fixedNow, minimizesItself, type OptimizerRule, ruleOf, updatesOf } from './optimizer-rules';
import { checkOptions } from './check-options';
import { tensorsIn } from './prefetch';
import { statesAsVariables } from './recurrent-states';

/** What `fit` takes besides TensorFlow.js's own arguments. */
export interface TrainingOptions extends Clipping {
  /** Seed of the order of rows, of dropout and of noise. 1 by default. */
  seed?: number;
  /** What the loss of each output counts in the total loss, above 0: a number an output, or by the outputs' names. */
  lossWeights?: number[] | Record<string, number>;
  /** What each row counts in the loss: [rows], or one an output. */
  sampleWeight?: tf.Tensor | tf.Tensor[];
  /** Whether layers are computed by faster forms that differ in rounding. True by default. */
  fusion?: boolean;
  /** Train by `model.fit` where the model cannot be part of a graph, and say so once. False by default. */
  fallback?: boolean;
}

/** So many programs a training may compile: one for each shape of a batch and each setting of its optimizer. */
const MOST_PROGRAMS = 64;

const shapes = (tensors: (tf.Tensor | null)[]): string =>
  tensors.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : 'none')).join(', ');

/** The graph of a model: a program for each kind of step and each shape of a batch, made when it is first needed. */
export class ModelGraph {
  readonly #model: ModelInternals;
  readonly #options: TrainingOptions;
  readonly #graph = new LiveGraph(() => true);
  readonly #attached = new AttachedVariables(this.#graph);
  readonly #random: Random;
  readonly #stepSeed: tf.Variable;
  /** Names of the programs in the graph. */
  readonly #programs = new Set<string>();
  /** A step that {@link begin} has run, which TensorFlow.js has not asked for yet. */
  #begun: { data: tf.Tensor[]; outputs: tf.Tensor[] } | undefined;
  /** Whether TensorFlow.js's own functions do the work, since the graph cannot. */
  #eager = false;

  /** @throws Problem when an option is none */
  constructor(model: ModelInternals, options: TrainingOptions) {
    checkOptions(model, options);
    this.#model = model;
    this.#options = options;
    // A model that is trained further gets other numbers than the steps before.
    this.#random = createRandom(options.seed ?? 1).fork(`after ${model.optimizer_?.iterations ?? 0} steps`);
    this.#stepSeed = stateVariable(() => tf.tensor1d([this.#random.fork('steps').int32(), 0], 'int32'));
  }

  close(): void {
    this.#graph.dispose();
    this.#stepSeed.dispose();
  }

  /** Runs what trains, evaluates or predicts by the model: its steps are those of the graph meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const model = this.#model;
    const [makeTrainFunction, makeTestFunction, fitLoop, predictLoop, standardize] = [
      model.makeTrainFunction.bind(model),
      model.makeTestFunction.bind(model),
      model.fitLoop.bind(model),
      model.predictLoop.bind(model),
      model.standardizeUserData.bind(model),
    ];
    const undo = [
      standIn(model, 'makeTrainFunction', () => this.#trainFunction(makeTrainFunction())),
      standIn(model, 'makeTestFunction', () => {
        makeTestFunction();
        model.testFunction = this.#testFunction(model.testFunction);
      }),
      standIn(model, 'predictLoop', (inputs, batchSize) => this.#predictLoop(predictLoop, inputs, batchSize)),
      standIn(model, 'fitLoop', (step, data, labels, batchSize, epochs, verbose, callbacks, ...rest) => {
        const [valStep, valData, shuffle, metrics, initialEpoch, ...others] = rest;
        const shuffled = shuffle === undefined || shuffle === null || shuffle === true;
        const inOrder = shuffled ? this.#inRandomOrder(step, data, batchSize, initialEpoch ?? 0) : step;
        return fitLoop(
          ...([inOrder, data, labels, batchSize, epochs, verbose, callbacks, valStep, valData] as const),
          ...([shuffled ? false : shuffle, metrics, initialEpoch, ...others] as const),
        );
      }),
      ...(this.#options.sampleWeight ? [this.#weighRows(standardize)] : []),
      statesAsVariables(allLayers(model)),
    ];
    try {
      return await work();
    } finally {
      this.#attached.detach();
      for (const back of undo) back();
    }
  }

  /** Data that is standardized first is what is trained on: its rows get their weights. */
  #weighRows(standardize: ModelInternals['standardizeUserData']): () => void {
    const weights = [this.#options.sampleWeight as tf.Tensor | tf.Tensor[]].flat();
    let first = true;
    return standIn(this.#model, 'standardizeUserData', async (...given) => {
      const [inputs, targets, classWeights] = await standardize(...given);
      if (!first) return [inputs, targets, classWeights];
      first = false;
      for (const { shape } of weights)
        if (shape[0] !== targets[0].shape[0])
          throw new Problem({
            where: 'fit',
            expected: `sampleWeight of ${targets[0].shape[0]} rows`,
            found: `${shape[0]}`,
            todo: 'Give a number a row.',
          });
      const rows = targets.map((_, i) => {
        const [own, ofClass] = [weights[i % weights.length], classWeights?.[i]];
        return ofClass ? tf.mul(own, ofClass) : tf.clone(own);
      });
      tf.dispose(classWeights ?? []);
      return [inputs, targets, rows];
    });
  }

  /** A step that is given rows in their order, and takes those of a fresh random order each epoch. */
  #inRandomOrder(step: Step, data: (tf.Tensor | null)[], batchSize: number, initialEpoch: number): Step {
    const rows = (data[0] as tf.Tensor).shape[0];
    let epoch = initialEpoch;
    let at = 0;
    let order: Int32Array = new Int32Array();
    return (batch) => {
      if (at >= rows) [at, epoch] = [0, epoch + 1];
      if (at === 0) order = this.#random.fork('order').fork(`epoch ${epoch}`).permutation(rows);
      const size = (batch[0] as tf.Tensor).shape[0];
      const taken = tf.tensor1d(order.slice(at, at + size), 'int32');
      at += batchSize;
      return step(data.map((tensor) => tensor && gatherRows(tensor, taken)));
    };
  }

  /** Runs a program, which is traced when there is none of its name. */
  #run(name: string, program: Program, inputs: tf.Tensor[], eagerly: () => tf.Tensor[]): tf.Tensor[] {
    if (!this.#ready(name, program, inputs)) return eagerly();
    const outputs = this.#graph.run(name, inputs);
    this.#attached.afterStep();
    return outputs;
  }

  /** Prepares a run of a program. @returns false where the graph cannot do it, and something else may */
  #ready(name: string, program: Program, inputs: tf.Tensor[]): boolean {
    if (this.#eager) return false;
    if (!this.#programs.has(name)) {
      this.#attached.detach();
      try {
        this.#add(name, program, inputs);
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

  #add(name: string, program: Program, inputs: tf.Tensor[]): void {
    if (this.#programs.size === MOST_PROGRAMS)
      throw new Problem({
        where: 'fit',
        expected: `at most ${MOST_PROGRAMS} shapes of batches and settings of the optimizer, each of which is compiled`,
        found: `one more: ${name}`,
        todo: 'Pad the batches to fewer lengths, or change the learning rate alone.',
      });
    const fusion = this.#options.fusion ?? true;
    try {
      this.#addAs(name, program, inputs, fusion);
    } catch (error) {
      // A loss of a gradient: faster forms have no second derivative.
      if (!fusion || !/gradient function not found for TensorFlow/.test((error as Error).message)) throw error;
      this.#addAs(name, program, inputs, false);
    }
    this.#programs.add(name);
  }

  #addAs(name: string, program: Program, inputs: tf.Tensor[], fusion: boolean): void {
    const undo = [...(fusion ? [useFastCalls(this.#model)] : []), ...[...allLayers(this.#model)].map(nameInProblems)];
    try {
      this.#graph.add(name, { program, inputs });
    } finally {
      for (const back of undo.toReversed()) back();
    }
  }

  #trainFunction(standard: Step): Step {
    const optimizer = this.#model.optimizer_;
    const rule = ruleOf(optimizer);
    /** Does `run` with the step's program; what it is fed lives as long. */
    const withProgram = <T>(
      data: (tf.Tensor | null)[],
      run: (name: string, program: Program, inputs: tf.Tensor[]) => T,
    ): T => {
      if (this.#model.optimizer_ !== optimizer)
        throw new Problem({
          where: 'fit',
          expected: 'a model that stays as it was compiled while it trains',
          found: 'another optimizer',
          todo: 'Call `compile` between two calls of `fit`.',
        });
      const given = data.filter((each) => each !== null);
      const fed = rule ? fedNow(optimizer, rule) : [];
      let traced: tf.Tensor[] = [];
      const program: Program = (inputs) => {
        const rest = inputs.slice(0, given.length);
        const batch = data.map((each) => (each === null ? null : (rest.shift() as tf.Tensor)));
        const result = this.#traceStep(() => standard(batch), rule, inputs.slice(given.length));
        traced = result.outputs;
        return result;
      };
      try {
        return run(`train ${shapes(data)} ${fixedNow(optimizer, rule)}`, program, [...given, ...fed]);
      } finally {
        // TensorFlow.js keeps the metrics that it returns.
        tf.dispose([fed, traced]);
      }
    };
    this.#beginStep = (data) =>
      withProgram(data, async (name, program, inputs) => {
        if (!this.#ready(name, program, inputs)) return undefined;
        const running = this.#graph.runAsync(name, inputs);
        const outputs = await running;
        this.#attached.afterStep();
        return outputs;
      });
    return (data) => {
      const begun = this.#takeBegun(data);
      const outputs = begun ?? withProgram(data, (...step) => this.#run(...step, () => standard(data)));
      if (!this.#eager) optimizer.incrementIterations();
      return outputs as tf.Scalar[];
    };
  }

  #beginStep: ((data: tf.Tensor[]) => Promise<tf.Tensor[] | undefined>) | undefined;

  /** Runs a batch's step before TensorFlow.js asks for it, while JavaScript goes on. */
  async begin(batch: { xs: tf.TensorContainer; ys: tf.TensorContainer } | undefined): Promise<void> {
    if (batch === undefined) return;
    const { inputNames, outputNames } = this.#model;
    const data = [...tensorsIn(batch.xs, inputNames), ...tensorsIn(batch.ys, outputNames)];
    // What is no batch TensorFlow.js itself refuses, when it asks for the step.
    if (data.some((tensor) => !(tensor instanceof tf.Tensor))) return;
    const outputs = await this.#beginStep?.(data);
    this.#begun = outputs && { data, outputs };
  }

  #takeBegun(data: (tf.Tensor | null)[]): tf.Tensor[] | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun && !begun.data.every((tensor, i) => tensor === data[i]))
      throw new Error('TensorFlow.js trains on another batch than its data set gave last');
    return begun?.outputs;
  }

  /** A step of TensorFlow.js's own, with the optimizer's part as `rule` has it, where there is one. */
  #traceStep(step: () => tf.Scalar[], rule: OptimizerRule | undefined, fed: tf.Tensor[]): Result {
    const optimizer = this.#model.optimizer_;
    const { iterations_: iterations } = optimizer;
    const updates: Update[] = [];
    const minimize: typeof optimizer.minimize = (loss, _, weights = []) => {
      const { value, grads } = optimizer.computeGradients(loss, weights);
      const gradients = clip(
        weights.map(({ name }) => grads[name] ?? null),
        this.#options,
      );
      if (rule) updates.push(...updatesOf(optimizer, rule, weights, gradients, fed));
      else optimizer.applyGradients(weights.map(({ name }, i) => ({ name, tensor: gradients[i] as tf.Tensor })));
      return value;
    };
    // An optimizer that minimizes in a way of its own is traced as it is.
    const undo = [
      ...(minimizesItself(optimizer) ? [] : [standIn(optimizer, 'minimize', minimize)]),
      this.#weighLosses(),
    ];
    try {
      const outputs = withStepRandom(this.#stepSeed as unknown as tf.Tensor1D, step);
      this.#stepSeed.assign(tf.add(this.#stepSeed, tf.tensor1d([0, 1], 'int32')));
      return { outputs: this.#unweighed(outputs), updates };
    } finally {
      for (const back of undo) back();
      optimizer.iterations_ = iterations;
    }
  }

  /** What each output's loss counts, or undefined where all count the same. */
  get #lossWeights(): number[] | undefined {
    const { lossWeights } = this.#options;
    if (lossWeights === undefined || Array.isArray(lossWeights)) return lossWeights;
    return this.#model.outputNames.map((name) => lossWeights[name] ?? 1);
  }

  #weighLosses(): () => void {
    const weights = this.#lossWeights;
    if (!weights) return () => undefined;
    const model = this.#model;
    return standIn(
      model,
      'lossFunctions',
      model.lossFunctions.map((loss, i) => (truth, guess) => tf.mul(loss(truth, guess), weights[i])),
    );
  }

  /** The losses of the outputs without their weights, as Keras reports them, after the total loss. */
  #unweighed(outputs: tf.Tensor[]): tf.Tensor[] {
    const weights = this.#lossWeights;
    const count = this.#model.outputs.length;
    if (!weights || count === 1) return outputs;
    return outputs.map((output, i) => (i >= 1 && i <= count ? tf.div(output, weights[i - 1]) : output));
  }

  #testFunction(standard: Step): Step {
    return (data) => {
      const given = data as tf.Tensor[];
      const program: Program = (inputs) => {
        const back = this.#weighLosses();
        try {
          return { outputs: standard(inputs) };
        } finally {
          back();
        }
      };
      return this.#run(`evaluate ${shapes(given)}`, program, given, () => standard(given)) as tf.Scalar[];
    };
  }

  #predictLoop(
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
        batches.push(this.#run(`predict ${shapes(batch)}`, program, batch, () => predict(batch)));
      }
      const outputs = this.#model.outputs.map((_, i) => tf.concat(batches.map((batch) => batch[i])));
      return outputs.length === 1 ? outputs[0] : outputs;
    });
  }
}

/** Adds a layer's name to a Problem that its call throws. */
function nameInProblems(layer: tf.layers.Layer): () => void {
  const call = layer.call.bind(layer);
  return standIn(layer, 'call', (...given) => {
    try {
      return call(...given);
    } catch (error) {
      if (!(error instanceof Problem) || error.parts.where !== 'the traced function') throw error;
      throw new Problem({ ...error.parts, where: `layer ${layer.name} (${layer.getClassName()})` }, { cause: error });
    }
  });
}
