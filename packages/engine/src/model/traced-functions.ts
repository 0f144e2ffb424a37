import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { fuseModel } from '../fusion/fuse-model';
import { type CompiledFunction, GraphSession } from '../graph/graph-session';
import type { ProgramSpec } from '../graph/program';
import { useLogits } from '../losses/keras2-losses';
import { allLayers, type ModelInternals } from '../tfjs/model-internals';
import { restoreAll } from '../tfjs/patch';
import { locateInLayers, locateInLosses } from './error-locations';
import type { TrainingOptions } from './training-options';
import { VariableSync } from './variable-sync';

const MAX_FUNCTIONS = 64;

export interface FunctionSpec extends ProgramSpec {
  kind: 'train' | 'evaluate' | 'predict';
  /** All that the trace depends on besides the model: shapes and dtypes, and settings of the optimizer. */
  signature: string;
}

/** The functions of a model. As with `tf.function`, each is traced once for each signature. */
export class TracedFunctions {
  readonly #model: ModelInternals;
  readonly #options: TrainingOptions;
  readonly #session = new GraphSession({ capturesVariables: true });
  readonly #sync = new VariableSync(this.#session);
  readonly #functions = new Map<string, CompiledFunction>();
  /** Whether a function could not be traced, and TensorFlow.js runs all steps instead. */
  #fallenBack = false;

  constructor(model: ModelInternals, options: TrainingOptions) {
    this.#model = model;
    this.#options = options;
  }

  addConstants(tensors: tf.Tensor[]): void {
    this.#session.addConstants(tensors);
  }

  /** Updates the variables, and turns them into plain ones. */
  dispose(): void {
    this.#sync.detach();
    this.#session.dispose();
  }

  /** The function of a signature, as {@link get}; undefined if `fallback` is set and it cannot be traced. */
  getOrFallBack(spec: FunctionSpec): CompiledFunction | undefined {
    if (this.#fallenBack) return undefined;
    try {
      return this.get(spec);
    } catch (error) {
      if (!this.#options.fallback) throw error;
      console.warn(`Falling back to TensorFlow.js without a graph: ${(error as Error).message}`);
      this.#fallenBack = true;
      return undefined;
    }
  }

  /**
   * The function of a signature. Call it before other code can change the model.
   * @throws Problem when it cannot be traced
   */
  get(spec: FunctionSpec): CompiledFunction {
    const key = `${spec.kind} ${spec.signature}`;
    let traced = this.#functions.get(key);
    if (!traced) {
      this.#sync.detach();
      traced = this.#synced(this.#trace(key, spec));
      this.#functions.set(key, traced);
    }
    this.#sync.attach();
    return traced;
  }

  #trace(name: string, spec: FunctionSpec, fusion = this.#options.fusion ?? true): CompiledFunction {
    if (this.#functions.size === MAX_FUNCTIONS)
      throw new Problem({
        where: 'fit',
        expected: `at most ${MAX_FUNCTIONS} combinations of batch shape and optimizer settings, since each is compiled`,
        found: `another one: ${name}`,
        todo: 'Pad batches to fewer lengths, or change only the learning rate.',
      });
    const hasLoss = spec.kind !== 'predict';
    const restores = [
      ...(this.#options.like === 'keras2' && hasLoss ? [useLogits(this.#model)] : []),
      fuseModel(this.#model, { ...this.#options, fusion }),
      ...locateInLayers(allLayers(this.#model)),
      ...(hasLoss ? locateInLosses(this.#model) : []),
    ];
    try {
      return this.#session.add(name, spec);
    } catch (error) {
      // A gradient of a gradient: fused layers have no second derivative.
      if (!fusion || !/gradient function not found for TensorFlow/.test((error as Error).message)) throw error;
    } finally {
      restoreAll(restores);
    }
    return this.#trace(name, spec, false);
  }

  #synced(compiled: CompiledFunction): CompiledFunction {
    const call = (inputs: tf.Tensor[]): tf.Tensor[] => {
      this.#sync.beforeStep();
      const outputs = compiled(inputs);
      this.#sync.afterStep();
      return outputs;
    };
    const async = async (inputs: tf.Tensor[]): Promise<tf.Tensor[]> => {
      this.#sync.beforeStep();
      const outputs = await compiled.async(inputs);
      this.#sync.afterStep();
      return outputs;
    };
    return Object.assign(call, { async, nodes: compiled.nodes });
  }
}
