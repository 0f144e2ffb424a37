import type { TFJSBinding } from '#tfjs-node/tfjs_binding';
import { ATTRIBUTES, setAttribute } from './attributes';
import { createContext } from './eager-context';
import { execute } from './execute';
import type { Library } from './load-library';
import { OpDefinitions } from './op-definitions';
import { createSession, loadSavedModel, type Session, type SessionOptions } from './sessions';
import { Tensors, TYPES } from './tensors';

/**
 * What TensorFlow.js's native backend calls instead of tfjs-node's compiled addon, with the same functions and messages.
 * JavaScript gets numbers and never a pointer.
 */
export type Binding = Omit<TFJSBinding, 'TensorMetadata' | 'TFEOpAttr' | 'TF_ATTR_RESOURCE'> & {
  /**
   * A session over a graph in memory.
   * @param graphDef a serialized GraphDef
   * @throws Error with TensorFlow's message if it is not a graph
   */
  createSession(graphDef: Uint8Array, options: SessionOptions): Session;
  /** How many sessions are open, including SavedModels. */
  getNumOfSessions(): number;
};

/** @throws Error if TensorFlow cannot start */
export function createBinding(library: Library): Binding {
  const eager = createContext(library);
  const tensors = new Tensors(eager);
  const definitions = new OpDefinitions(eager);
  const savedModels = new Map<number, Session>();
  let nextModel = 0;
  const savedModel = (id: number, message: string): Session => {
    const session = savedModels.get(id);
    if (session === undefined) throw new Error(`${message} (savedmodel_id: ${id})`);
    return session;
  };
  return {
    ...TYPES,
    ...ATTRIBUTES,
    TF_Version: library.TF_Version(),
    isUsingGpuDevice: () => eager.gpu !== undefined,

    createTensor: (shape, dtype, values) => tensors.create(shape, dtype, values),
    deleteTensor: (id) => tensors.delete(id),
    tensorDataSync: (id) => tensors.read(id) as Float32Array,
    getNumOfTensors: () => tensors.count,

    executeOp(name, attributes, inputs, outputs) {
      if (!Number.isInteger(outputs) || outputs < 0)
        throw new Error(`${name}: expected a number of outputs, found ${outputs}`);
      definitions.check(name, attributes, inputs.length);
      const handles = execute(eager, name, outputs, (op) => {
        for (let i = 0; i < inputs.length; i++) {
          library.TFE_OpAddInput(op, tensors.handle(inputs[i], 'Input Tensor ID not referenced'), eager.status.pointer);
          eager.status.check();
        }
        for (let i = 0; i < attributes.length; i++) setAttribute(eager, op, attributes[i]);
      });
      return handles.map((handle) => tensors.adopt(handle));
    },

    createSession: (graphDef, options) => createSession(eager, tensors, graphDef, options),
    getNumOfSessions: () => eager.sessions,

    loadSavedModel(folder, tags) {
      savedModels.set(nextModel, loadSavedModel(eager, tensors, folder, tags));
      return nextModel++;
    },
    runSavedModel: (id, inputs, feeds, fetches) =>
      savedModel(id, 'SavedModel ID not found').run(inputs, feeds, fetches),
    deleteSavedModel(id) {
      savedModel(id, 'Delete called on a SavedModel not found').close();
      savedModels.delete(id);
    },
    getNumOfSavedModels: () => savedModels.size,
  };
}
