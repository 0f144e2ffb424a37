import type { TensorMetadata } from '#tfjs-node/tfjs_binding';
import type { CFunctions, Pointer } from './c-functions';
import { type EagerContext, Status } from './eager-context';
import type { Tensors } from './tensors';
import { Words, wordsOf } from './words';

const NULL = 0 as never;
/** A TF_Output is a pointer and an int, in two words. */
const OUTPUT_WORDS = 2;

/** Outputs of a graph's nodes, as an array of TF_Output. */
interface Ends {
  outputs: Words;
  count: number;
}

type Arguments = Parameters<CFunctions['TF_SessionRun']>;

/** A prepared run. */
interface Run {
  arguments(status: Status): Arguments;
  /** @throws Error with TensorFlow's message */
  results(status: Status): TensorMetadata[];
  /** Deletes the tensors that the run holds. */
  release(): void;
}

/** A graph with the state of its variables. Its pointers are private. */
export class Session {
  readonly #eager: EagerContext;
  readonly #tensors: Tensors;
  readonly #graph: Pointer<'TF_Graph'>;
  readonly #pointer: Pointer<'TF_Session'>;
  readonly #ends = new Map<string, Ends>();
  #running = 0;
  #open = true;

  /** @param pointer of a session over `graph`. Both are deleted on close. */
  constructor(eager: EagerContext, tensors: Tensors, graph: Pointer<'TF_Graph'>, pointer: Pointer<'TF_Session'>) {
    this.#eager = eager;
    this.#tensors = tensors;
    this.#graph = graph;
    this.#pointer = pointer;
    eager.sessions++;
  }

  /**
   * Runs the graph.
   * @param inputs ids of tensors, one for each of `feeds`
   * @param feeds the outputs of nodes that the inputs replace, such as `x:0,y:0`
   * @param fetches the outputs of nodes to return
   * @throws Error if the session is closed, a tensor or node does not exist, or with TensorFlow's message
   */
  run(inputs: number[], feeds: string, fetches: string): TensorMetadata[] {
    const { c, status } = this.#eager;
    const run = this.#prepare(inputs, feeds, fetches);
    try {
      c.TF_SessionRun(...run.arguments(status));
      return run.results(status);
    } finally {
      run.release();
    }
  }

  /** As {@link run}, on another thread. The inputs may be deleted while it runs. */
  async runAsync(inputs: number[], feeds: string, fetches: string): Promise<TensorMetadata[]> {
    const { c } = this.#eager;
    const run = this.#prepare(inputs, feeds, fetches);
    const status = new Status(c);
    this.#running++;
    try {
      await new Promise<void>((done, fail) =>
        c.sessionRunAsync(run.arguments(status), (error) => (error ? fail(error as Error) : done())),
      );
      return run.results(status);
    } finally {
      this.#running--;
      run.release();
      status.delete();
    }
  }

  /**
   * Adds nodes with new names to the graph. Its nodes and the state of its variables stay.
   * @param graphDef a serialized GraphDef
   * @throws Error with TensorFlow's message if it is not a graph; if the session is running or closed
   */
  extend(graphDef: Uint8Array): void {
    this.#checkOpen();
    if (this.#running > 0) throw new Error('The session is running: wait for its runs to end before you extend it');
    importGraph(this.#eager, this.#graph, graphDef);
  }

  /** @throws Error if it is running or closed */
  close(): void {
    const { c, status } = this.#eager;
    this.#checkOpen();
    if (this.#running > 0) throw new Error('The session is running: wait for its runs to end before you close it');
    this.#open = false;
    this.#eager.sessions--;
    c.TF_DeleteSession(this.#pointer, status.pointer);
    const message = status.message;
    c.TF_DeleteGraph(this.#graph);
    if (message !== undefined) throw new Error(`Failed to delete session: ${message}`);
  }

  #checkOpen(): void {
    if (!this.#open) throw new Error('The session is closed');
  }

  /** @param names such as `a:0,b:1` @param kind for the error */
  #endsOf(names: string, kind: string): Ends {
    const known = this.#ends.get(names);
    if (known !== undefined) return known;
    const list = names.split(',').filter((name) => name !== '');
    const outputs = new Words(OUTPUT_WORDS * list.length);
    list.forEach((name, i) => {
      const [node, index = '0'] = name.split(':');
      const { c } = this.#eager;
      const operation = c.TF_GraphOperationByName(this.#graph, Buffer.from(`${node}\0`));
      if (operation === 0) throw new Error(`${kind} op name can not be found in the graph.`);
      // An output that the op does not have would end the process.
      if (!/^\d+$/.test(index) || Number(index) >= c.TF_OperationNumOutputs(operation))
        throw new Error(`${kind} ${name}: the op has no such output`);
      outputs.set(OUTPUT_WORDS * i, operation);
      outputs.set(OUTPUT_WORDS * i + 1, Number(index));
    });
    const ends = { outputs, count: list.length };
    this.#ends.set(names, ends);
    return ends;
  }

  #prepare(inputs: number[], feeds: string, fetches: string): Run {
    this.#checkOpen();
    const { c } = this.#eager;
    const tensors = this.#tensors;
    const from = this.#endsOf(feeds, 'Input');
    const to = this.#endsOf(fetches, 'Output');
    if (from.count !== inputs.length)
      throw new Error(
        `Length of input op names (${from.count}) does not match the length of input tensors (${inputs.length}).`,
      );
    // The inputs, then the outputs.
    const values = new Words(from.count + to.count);
    const release = (): void => {
      for (let i = 0; i < values.length; i++) {
        const tensor = values.get(i) as Pointer<'TF_Tensor'>;
        if (tensor !== 0) c.TF_DeleteTensor(tensor);
      }
    };
    try {
      inputs.forEach((id, i) => values.set(i, tensors.resolve(tensors.handle(id, 'Input Tensor ID not found'))));
    } catch (error) {
      release();
      throw error;
    }
    return {
      arguments: ({ pointer }) => [
        ...([this.#pointer, NULL, from.outputs.address, values.address, from.count] as const),
        ...([to.outputs.address, values.at(from.count), to.count, NULL, 0, NULL, pointer] as const),
      ],
      results({ message }) {
        if (message !== undefined) throw new Error(`Session fail to run with error: ${message}`);
        return Array.from({ length: to.count }, (_, i) =>
          tensors.adoptTensor(values.get(from.count + i) as Pointer<'TF_Tensor'>),
        );
      },
      release,
    };
  }
}

export interface SessionOptions {
  /** How many ops run side by side, on the session's own threads. `TF_NUM_INTRAOP_THREADS` is for the whole process. */
  interOpThreads: number;
}

/** A ConfigProto: inter_op_parallelism_threads (5) and use_per_session_threads (9), in tensorflow/core/protobuf/config.proto. */
const configProto = ({ interOpThreads }: SessionOptions): Uint8Array => Uint8Array.of(0x28, interOpThreads, 0x48, 1);

/** @throws Error with TensorFlow's message if it is not a graph */
function importGraph({ c, status }: EagerContext, graph: Pointer<'TF_Graph'>, graphDef: Uint8Array): void {
  const buffer = c.TF_NewBufferFromString(graphDef, graphDef.length);
  const options = c.TF_NewImportGraphDefOptions();
  c.TF_GraphImportGraphDef(graph, buffer, options, status.pointer);
  const message = status.message;
  c.TF_DeleteImportGraphDefOptions(options);
  c.TF_DeleteBuffer(buffer);
  if (message !== undefined) throw new Error(`Failed to import GraphDef: ${message}`);
}

/**
 * A session over a graph in memory.
 * @param graphDef a serialized GraphDef, to which {@link Session.extend} adds
 * @throws Error with TensorFlow's message if it is not a graph
 */
export function createSession(
  eager: EagerContext,
  tensors: Tensors,
  graphDef: Uint8Array,
  options: SessionOptions,
): Session {
  const { c, status } = eager;
  if (!Number.isInteger(options.interOpThreads) || options.interOpThreads < 1 || options.interOpThreads > 127)
    throw new Error(`interOpThreads: expected an integer from 1 to 127, found ${options.interOpThreads}`);
  const config = configProto(options);
  const graph = c.TF_NewGraph();
  const sessionOptions = c.TF_NewSessionOptions();
  try {
    importGraph(eager, graph, graphDef);
    c.TF_SetConfig(sessionOptions, config, config.length, status.pointer);
    status.check();
    const session = c.TF_NewSession(graph, sessionOptions, status.pointer);
    status.check();
    return new Session(eager, tensors, graph, session);
  } catch (error) {
    c.TF_DeleteGraph(graph);
    throw error;
  } finally {
    c.TF_DeleteSessionOptions(sessionOptions);
  }
}

/** A session over a SavedModel. @param tags such as `serve` @throws Error with TensorFlow's message */
export function loadSavedModel(eager: EagerContext, tensors: Tensors, folder: string, tags: string): Session {
  const { c, status } = eager;
  const list = tags.split(',').filter((tag) => tag !== '');
  const places = wordsOf(list.map((tag) => c.cString(tag)));
  const options = c.TF_NewSessionOptions();
  const graph = c.TF_NewGraph();
  const metaGraph = c.TF_NewBuffer();
  const path = Buffer.from(`${folder}\0`);
  const session = c.TF_LoadSessionFromSavedModel(
    ...([options, NULL, path, places.memory, list.length, graph, metaGraph, status.pointer] as const),
  );
  const message = status.message;
  c.TF_DeleteSessionOptions(options);
  c.TF_DeleteBuffer(metaGraph);
  if (message === undefined) return new Session(eager, tensors, graph, session);
  c.TF_DeleteGraph(graph);
  throw new Error(`Failed to load SavedModel: ${message}`);
}
