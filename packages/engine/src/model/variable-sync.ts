import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import type { GraphSession } from '../graph/graph-session';

/**
 * Keeps TensorFlow.js variables and their copies in a session equal. Reading a variable after a step first copies the
 * session's values; assigning one changes the session's copy before the next step. So callbacks, `predict`, `save` and an
 * optimizer's `getWeights` work as usual, and a step after which no variable is read copies nothing.
 */
export class VariableSync {
  readonly #session: GraphSession;
  readonly #attached = new Map<tf.Variable, { dataId: object }>();
  /** Whether the session has newer values than the variables. */
  #stale = false;
  /** Whether a variable was assigned since the last step. */
  #assigned = false;
  #pulling = false;

  constructor(session: GraphSession) {
    this.#session = session;
  }

  /** Attaches the variables of the session. @throws Problem when another training uses one */
  attach(): void {
    for (const variable of this.#session.variables) this.#attach(variable);
  }

  /** Call before a step: copies assigned variables into the session. */
  beforeStep(): void {
    if (this.#assigned) this.#session.push();
    this.#assigned = false;
  }

  /** Call after a step that may have changed variables. */
  afterStep(): void {
    this.#stale = true;
  }

  /** Copies the session's values into the variables, and turns these into plain variables until {@link attach}. */
  detach(): void {
    try {
      this.#pull();
    } finally {
      const plain = { configurable: true, enumerable: true, writable: true };
      for (const [variable, { dataId }] of this.#attached)
        Object.defineProperty(variable, 'dataId', { ...plain, value: dataId });
      this.#attached.clear();
    }
  }

  #pull(): void {
    if (!this.#stale || this.#pulling) return;
    this.#pulling = true;
    try {
      this.#session.pull();
      this.#stale = false;
    } finally {
      this.#pulling = false;
    }
  }

  #attach(variable: tf.Variable): void {
    if (this.#attached.has(variable)) return;
    if (Object.getOwnPropertyDescriptor(variable, 'dataId')?.get) {
      const expected = 'a variable that only one training uses at a time';
      const found = 'another training in progress';
      throw new Problem({ where: variable.name, expected, found, todo: 'Await it first.' });
    }
    const state: { dataId: object } = { dataId: variable.dataId };
    this.#attached.set(variable, state);
    Object.defineProperty(variable, 'dataId', {
      configurable: true,
      enumerable: true,
      get: () => {
        this.#pull();
        return state.dataId;
      },
      set: (dataId: object) => {
        this.#pull();
        state.dataId = dataId;
        if (!this.#pulling) this.#assigned = true;
      },
    });
  }
}
