import { tf } from '@reprise/runtime';

type Item = { xs: tf.TensorContainer; ys: tf.TensorContainer };
type Next = Promise<IteratorResult<Item>>;

/** What TensorFlow.js asks of a data set. */
interface Source {
  iterator(): Promise<{ next(): Next }>;
}

/** A data set that prepares a batch while the one before is trained on. */
export interface Prefetched {
  dataset: Source;
  /** The batch that was handed out last. */
  current(): Item | undefined;
  /** Gives back what was prepared and never handed out. */
  end(): Promise<void>;
}

/** Begins to make each batch when the one before is handed out. */
export function prefetch(source: Source): Prefetched {
  let current: Item | undefined;
  let ahead: Next | undefined;
  const iterator = async (): ReturnType<Source['iterator']> => {
    const own = await source.iterator();
    ahead = undefined;
    return Object.assign(Object.create(own) as typeof own, {
      async next(): Next {
        const result = await (ahead ?? own.next());
        ahead = result.done ? undefined : own.next();
        // It is reported where it is awaited.
        ahead?.catch(() => undefined);
        current = result.done ? undefined : result.value;
        return result;
      },
    });
  };
  return {
    dataset: Object.assign(Object.create(source) as Source, { iterator }),
    current: () => current,
    async end() {
      const left = await ahead?.catch(() => undefined);
      if (left?.value) tf.dispose(left.value as never);
    },
  };
}

/** Tensors of a batch's inputs or targets, in the order of their names, as TensorFlow.js takes them. */
export function tensorsIn(container: tf.TensorContainer, names: string[]): tf.Tensor[] {
  if (container instanceof tf.Tensor) return [container];
  if (Array.isArray(container)) return container as tf.Tensor[];
  return names.map((name) => (container as Record<string, tf.Tensor>)[name]);
}

type Callbacks = tf.ModelFitArgs['callbacks'];

class Before extends tf.Callback {
  constructor(private readonly work: () => Promise<void>) {
    super();
  }
  override async onBatchBegin(): Promise<void> {
    await this.work();
  }
}

/** Callbacks, and after them one that does `work` before each batch. */
export function withBefore(callbacks: Callbacks, work: () => Promise<void>): Callbacks {
  const list = callbacks === undefined || callbacks === null ? [{}] : [callbacks].flat();
  // TensorFlow.js takes a list of instances or one of plain objects.
  return [...list, list[0] instanceof tf.Callback ? new Before(work) : { onBatchBegin: work }] as Callbacks;
}
