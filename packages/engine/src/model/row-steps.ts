import { tf } from '@reprise/runtime';
import { createRandom } from '../random/random';
import type { Data, ModelInternals, Step } from '../tfjs/model-internals';
import { bytesOf, type Feed, feedOfBatch, feedOfRows, gatherData } from './feed';
import type { ModelGraph } from './model-graph';

/** Data of at most this size is copied into the graph; a step is then fed row numbers only. */
const MAX_RESIDENT_BYTES = 256e6;

export interface RowStepsOptions {
  data: Data;
  batchSize: number;
  epochs: number;
  /** Seed of the order of rows; undefined to keep the order. */
  seed: number | undefined;
  /** Whether each step runs in its own call, since a callback runs between two. */
  oneStepPerCall: boolean;
}

/** Steps over rows of data, in a new order each epoch. Several run in one call if possible. */
export class RowSteps {
  readonly #graph: ModelGraph;
  readonly #model: ModelInternals;
  readonly #options: RowStepsOptions;
  readonly #rows: number;
  readonly #resident: boolean;
  /** Results that TensorFlow.js has not asked for yet. */
  readonly #results: tf.Scalar[][] = [];
  #order = new Int32Array();
  #at: number;
  #stepsPerCall: number | undefined;

  constructor(graph: ModelGraph, model: ModelInternals, options: RowStepsOptions) {
    this.#graph = graph;
    this.#model = model;
    this.#options = options;
    const { data } = options;
    this.#rows = (data[0] as tf.Tensor).shape[0];
    this.#at = this.#rows;
    this.#resident = bytesOf(data) <= MAX_RESIDENT_BYTES;
    if (this.#resident) graph.addConstants(data.filter((tensor) => tensor !== null));
  }

  /** The next step. Ignores its argument. */
  next: Step = () => {
    if (this.#results.length === 0) this.#run();
    return this.#results.shift() as tf.Scalar[];
  };

  dispose(): void {
    tf.dispose(this.#results);
  }

  #run(): void {
    const { batchSize, epochs, oneStepPerCall } = this.#options;
    if (this.#at >= this.#rows) [this.#order, this.#at] = [this.#newOrder(), 0];
    const wholeBatches = Math.floor((this.#rows - this.#at) / batchSize);
    const wanted = this.#resident && !oneStepPerCall ? (this.#stepsPerCall ?? 1) : 1;
    const steps = wholeBatches >= wanted ? wanted : 1;
    const feeds = Array.from({ length: steps }, () => {
      const rows = this.#order.slice(this.#at, this.#at + batchSize);
      this.#at += batchSize;
      return this.#feed(rows);
    });
    this.#results.push(...this.#graph.train(feeds).map((each) => each.map((result) => tf.keep(result))));
    this.#stepsPerCall ??= this.#graph.stepsPerCall(Math.ceil(this.#rows / batchSize) * epochs);
  }

  #feed(rows: Int32Array): Feed {
    const { data } = this.#options;
    return this.#resident ? feedOfRows(data, rows) : feedOfBatch(gatherData(data, tf.tensor1d(rows, 'int32')));
  }

  #newOrder(): Int32Array<ArrayBuffer> {
    const { seed } = this.#options;
    if (seed === undefined) return Int32Array.from({ length: this.#rows }, (_, row) => row);
    const position = `after ${this.#model.optimizer_.iterations} steps`;
    return createRandom(seed).fork('order').fork(position).permutation(this.#rows) as Int32Array<ArrayBuffer>;
  }
}
