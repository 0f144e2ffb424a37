import { tf } from '@reprise/runtime';

type Item = { xs: tf.TensorContainer; ys: tf.TensorContainer };
type Next = Promise<IteratorResult<Item>>;

/** The part of a data set that TensorFlow.js uses. */
interface Source {
  iterator(): Promise<{ next(): Next }>;
}

/**
 * Wraps a data set, to prepare the next batch as soon as one is returned.
 * @returns `current` gives the batch that was returned last; `end` disposes one that was prepared and not returned
 */
export function prefetch(source: Source): {
  dataset: Source;
  current(): Item | undefined;
  end(): Promise<void>;
} {
  let current: Item | undefined;
  let ahead: Next | undefined;
  const iterator = async (): ReturnType<Source['iterator']> => {
    const standard = await source.iterator();
    ahead = undefined;
    return Object.assign(Object.create(standard) as typeof standard, {
      async next(): Next {
        const result = await (ahead ?? standard.next());
        ahead = result.done ? undefined : standard.next();
        // An error is reported when the batch is requested.
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

/** The inputs or targets of a batch in the order of their names, as TensorFlow.js reads them. */
function tensorsOf(container: tf.TensorContainer, names: string[]): tf.Tensor[] {
  if (container instanceof tf.Tensor) return [container];
  if (Array.isArray(container)) return container as tf.Tensor[];
  return names.map((name) => (container as Record<string, tf.Tensor>)[name]);
}

/** Inputs and targets of a batch; undefined for an invalid batch, which TensorFlow.js reports. */
export function dataOf({ xs, ys }: Item, inputNames: string[], outputNames: string[]): tf.Tensor[] | undefined {
  const data = [...tensorsOf(xs, inputNames), ...tensorsOf(ys, outputNames)];
  return data.every((tensor) => tensor instanceof tf.Tensor) ? data : undefined;
}

type Callbacks = tf.ModelFitArgs['callbacks'];

class BatchBegin extends tf.Callback {
  constructor(private readonly work: () => Promise<void>) {
    super();
  }
  override async onBatchBegin(): Promise<void> {
    await this.work();
  }
}

/** Adds a callback that runs last before each batch. */
export function withBatchBegin(callbacks: Callbacks, work: () => Promise<void>): Callbacks {
  const list = callbacks === undefined || callbacks === null ? [{}] : [callbacks].flat();
  // TensorFlow.js takes either instances or plain objects.
  return [...list, list[0] instanceof tf.Callback ? new BatchBegin(work) : { onBatchBegin: work }] as Callbacks;
}
