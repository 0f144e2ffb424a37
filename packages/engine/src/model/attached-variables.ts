import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import type { LiveGraph } from '../graph/live-graph';

/**
 * Binds TensorFlow.js variables to those of a graph. Reading a variable after a step copies the graph's values first;
 * assigning one changes the graph's before its next step. So callbacks, `predict`, `save` and an optimizer's `getWeights` work
 * as they do without a graph, and a step after which no variable is read copies nothing.
 */
export class AttachedVariables {
  readonly #graph: LiveGraph;
  readonly #attached = new Map<tf.Variable, { dataId: object }>();
  /** Whether the graph's values are newer than the variables'. */
  #stale = false;
  /** Whether a variable was assigned since. */
  #assigned = false;
  #pulling = false;

  constructor(graph: LiveGraph) {
    this.#graph = graph;
  }

  /** Call before a step: the graph gets what was assigned. */
  beforeStep(): void {
    for (const variable of this.#graph.variables) this.#attach(variable);
    if (this.#assigned) this.#graph.push();
    this.#assigned = false;
  }

  /** Call after a step that may have changed variables. */
  afterStep(): void {
    this.#stale = true;
  }

  /** Gives the variables the graph's values and lets them go: until the next {@link beforeStep} they are plain variables. */
  detach(): void {
    try {
      this.#pull();
    } finally {
      for (const [variable, { dataId }] of this.#attached)
        Object.defineProperty(variable, 'dataId', {
          value: dataId,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      this.#attached.clear();
    }
  }

  #pull(): void {
    if (!this.#stale || this.#pulling) return;
    this.#pulling = true;
    try {
      this.#graph.pull();
      this.#stale = false;
    } finally {
      this.#pulling = false;
    }
  }

  #attach(variable: tf.Variable): void {
    if (this.#attached.has(variable)) return;
    if (Object.getOwnPropertyDescriptor(variable, 'dataId')?.get)
      throw new Problem({
        where: variable.name,
        expected: 'a variable that one training uses at a time',
        found: 'another one under way',
        todo: 'Await the one before you begin the next.',
      });
    const held: { dataId: object } = { dataId: variable.dataId };
    this.#attached.set(variable, held);
    Object.defineProperty(variable, 'dataId', {
      configurable: true,
      enumerable: true,
      get: () => {
        this.#pull();
        return held.dataId;
      },
      set: (dataId: object) => {
        this.#pull();
        held.dataId = dataId;
        if (!this.#pulling) this.#assigned = true;
      },
    });
  }
}
