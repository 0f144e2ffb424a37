import type { TensorMetadata } from '#tfjs-node/tfjs_binding';
import type { CFunctions, Pointer } from './c-functions';
import { type EagerContext, Status } from './eager-context';
import type { Tensors } from './tensors';
import { Words, wordsOf } from './words';

const NULL = 0 as never;
/** A TF_Output, a pointer and an int, in words. */
const OUTPUT_WORDS = 2;

/** A graph with the state of its variables. */
export interface Session {
  /**
   * Runs the graph.
   * @param inputs ids of tensors, one for each of `feeds`
   * @param feeds the outputs of nodes that the inputs replace, such as `x:0,y:0`
   * @param fetches the outputs of nodes to return
   * @throws Error if the session is closed, a tensor or node does not exist, or with TensorFlow's message
   */
  run(inputs: number[], feeds: string, fetches: string): TensorMetadata[];
  /** As {@link run}, on another thread. The inputs may be deleted while it runs. */
  runAsync(inputs: number[], feeds: string, fetches: string): Promise<TensorMetadata[]>;
  /**
   * Adds nodes with new names to the graph. Its nodes and the state of its variables stay.
   * @param graphDef a serialized GraphDef
   * @throws Error with TensorFlow's message if it is not a graph; if the session is running or closed
   */
  extend(graphDef: Uint8Array): void;
  /** @throws Error if it is running or closed */
  close(): void;
}

/** @param pointer of a session over `graph`. Both are deleted on close. */
function sessionOver(
  eager: EagerContext,
  tensors: Tensors,
  graph: Pointer<'TF_Graph'>,
  pointer: Pointer<'TF_Session'>,
): Session {
  const { c } = eager;
  /** Outputs of nodes as arrays of TF_Output, by their names. */
  const known = new Map<string, Words>();
  let running = 0;
  let isOpen = true;
  eager.sessions++;

  /** @param change for which the session must not be running */
  const checkOpen = (change?: string): void => {
    if (!isOpen) throw new Error('The session is closed');
    if (change !== undefined && running > 0)
      throw new Error(`The session is running: wait for its runs to end before you ${change} it`);
  };

  /** @param names such as `a:0,b:1` @param kind for the error */
  const outputsOf = (names: string, kind: string): Words => {
    const found = known.get(names);
    if (found !== undefined) return found;
    const list = names.split(',').filter((name) => name !== '');
    const outputs = new Words(OUTPUT_WORDS * list.length);
    list.forEach((name, i) => {
      const [node, index = '0'] = name.split(':');
      const operation = c.TF_GraphOperationByName(graph, Buffer.from(`${node}\0`));
      if (operation === 0) throw new Error(`${kind} op name can not be found in the graph.`);
      // An output that the op does not have would end the process.
      if (!/^\d+$/.test(index) || Number(index) >= c.TF_OperationNumOutputs(operation))
        throw new Error(`${kind} ${name}: the op has no such output`);
      outputs.set(OUTPUT_WORDS * i, operation);
      outputs.set(OUTPUT_WORDS * i + 1, Number(index));
    });
    known.set(names, outputs);
    return outputs;
  };

  /** The arguments of a run, its results, and a function that deletes what the run holds. */
  const prepare = (inputs: number[], feeds: string, fetches: string) => {
    checkOpen();
    const [from, to] = [outputsOf(feeds, 'Input'), outputsOf(fetches, 'Output')];
    const [fed, fetched] = [from.length / OUTPUT_WORDS, to.length / OUTPUT_WORDS];
    if (fed !== inputs.length)
      throw new Error(
        `Length of input op names (${fed}) does not match the length of input tensors (${inputs.length}).`,
      );
    const status = new Status(c);
    // The inputs, then the outputs.
    const values = new Words(fed + fetched);
    const release = (): void => {
      for (let i = 0; i < values.length; i++) {
        const tensor = values.get(i) as Pointer<'TF_Tensor'>;
        if (tensor !== 0) c.TF_DeleteTensor(tensor);
      }
      status.delete();
    };
    try {
      inputs.forEach((id, i) => values.set(i, tensors.resolve(tensors.handle(id, 'Input Tensor ID not found'))));
    } catch (error) {
      release();
      throw error;
    }
    const args: Parameters<CFunctions['TF_SessionRun']> = [
      ...([pointer, NULL, from.address, values.address, fed] as const),
      ...([to.address, values.at(fed), fetched, NULL, 0, NULL, status.pointer] as const),
    ];
    const results = (): TensorMetadata[] => {
      status.check('Session fail to run with error');
      return Array.from({ length: fetched }, (_, i) =>
        tensors.adoptTensor(values.get(fed + i) as Pointer<'TF_Tensor'>),
      );
    };
    return { args, results, release };
  };

  return {
    run(inputs, feeds, fetches) {
      const run = prepare(inputs, feeds, fetches);
      try {
        c.TF_SessionRun(...run.args);
        return run.results();
      } finally {
        run.release();
      }
    },
    async runAsync(inputs, feeds, fetches) {
      const run = prepare(inputs, feeds, fetches);
      running++;
      try {
        await c.sessionRunAsync(...run.args);
        return run.results();
      } finally {
        running--;
        run.release();
      }
    },
    extend(graphDef) {
      checkOpen('extend');
      importGraph(eager, graph, graphDef);
    },
    close() {
      checkOpen('close');
      isOpen = false;
      eager.sessions--;
      c.TF_DeleteSession(pointer, eager.status.pointer);
      c.TF_DeleteGraph(graph);
      eager.status.check('Failed to delete session');
    },
  };
}

export interface SessionOptions {
  /** How many ops run side by side, on the session's own threads. `TF_NUM_INTRAOP_THREADS` is for the whole process. */
  interOpThreads: number;
}

/** @throws Error with TensorFlow's message if it is not a graph */
function importGraph({ c, status }: EagerContext, graph: Pointer<'TF_Graph'>, graphDef: Uint8Array): void {
  const buffer = c.TF_NewBufferFromString(graphDef, graphDef.length);
  const options = c.TF_NewImportGraphDefOptions();
  c.TF_GraphImportGraphDef(graph, buffer, options, status.pointer);
  c.TF_DeleteImportGraphDefOptions(options);
  c.TF_DeleteBuffer(buffer);
  status.check('Failed to import GraphDef');
}

/** @param start returns a session over the graph, which it fills */
function openSession(
  eager: EagerContext,
  tensors: Tensors,
  start: (graph: Pointer<'TF_Graph'>, options: Pointer<'TF_SessionOptions'>) => Pointer<'TF_Session'>,
): Session {
  const { c } = eager;
  const graph = c.TF_NewGraph();
  const options = c.TF_NewSessionOptions();
  try {
    return sessionOver(eager, tensors, graph, start(graph, options));
  } catch (error) {
    c.TF_DeleteGraph(graph);
    throw error;
  } finally {
    c.TF_DeleteSessionOptions(options);
  }
}

export function createSession(
  eager: EagerContext,
  tensors: Tensors,
  graphDef: Uint8Array,
  { interOpThreads }: SessionOptions,
): Session {
  const { c, status } = eager;
  if (!Number.isInteger(interOpThreads) || interOpThreads < 1 || interOpThreads > 127)
    throw new Error(`interOpThreads: expected an integer from 1 to 127, found ${interOpThreads}`);
  // A ConfigProto (tensorflow/core/protobuf/config.proto): inter_op_parallelism_threads (5), use_per_session_threads (9), and
  // in graph_options (10), rewrite_options (10): one round of optimizations (12) instead of two, and none for memory (4). A graph
  // is ready in 0.6 of the time, and runs as fast.
  const rewriteOptions = [0x60, 1, 0x20, 1];
  const graphOptions = [0x52, rewriteOptions.length, ...rewriteOptions];
  const config = Uint8Array.of(0x28, interOpThreads, 0x48, 1, 0x52, graphOptions.length, ...graphOptions);
  return openSession(eager, tensors, (graph, options) => {
    importGraph(eager, graph, graphDef);
    c.TF_SetConfig(options, config, config.length, status.pointer);
    status.check();
    const session = c.TF_NewSession(graph, options, status.pointer);
    status.check();
    return session;
  });
}

/** A session over a SavedModel. @param tags such as `serve` @throws Error with TensorFlow's message */
export function loadSavedModel(eager: EagerContext, tensors: Tensors, folder: string, tags: string): Session {
  const { c, status } = eager;
  const list = tags.split(',').filter((tag) => tag !== '');
  const places = wordsOf(list.map((tag) => c.cString(tag)));
  return openSession(eager, tensors, (graph, options) => {
    const metaGraph = c.TF_NewBuffer();
    const session = c.TF_LoadSessionFromSavedModel(
      ...([options, NULL, Buffer.from(`${folder}\0`), places.memory, list.length] as const),
      ...([graph, metaGraph, status.pointer] as const),
    );
    c.TF_DeleteBuffer(metaGraph);
    status.check('Failed to load SavedModel');
    return session;
  });
}
