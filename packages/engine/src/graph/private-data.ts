import { backend, tf } from '@reprise/runtime';

export const tensorId = (tensor: tf.Tensor): number => backend().getInputTensorIds([tensor])[0];

/** A tensor with the same values and its own id; TensorFlow shares the memory. */
export function copyOf(tensor: tf.Tensor): tf.Tensor {
  const host = backend();
  return host.createOutputTensor(host.binding.executeOp('Identity', [], [tensorId(tensor)], 1)[0]);
}

/**
 * Gives tensors private copies of their data while a function is traced. Several tensors may share data, as `tf.variable(t)`,
 * `clone` and `setWeights(getWeights())` leave them, and a trace must tell them apart.
 */
export class PrivateData {
  readonly #owners = new Map<number, tf.Tensor>();
  readonly #copies = new Map<tf.Tensor, { shared: object; copy: tf.Tensor }>();

  give(tensor: tf.Tensor): void {
    const copy = tf.keep(copyOf(tensor));
    this.#owners.set(tensorId(copy), tensor);
    this.#copies.set(tensor, { shared: tensor.dataId, copy });
    tensor.dataId = copy.dataId;
    // Assigning a variable releases its data.
    if (tensor instanceof tf.Variable) tf.engine().incRef(tensor, tf.backend());
  }

  /** The tensor whose private copy has this id. */
  ownerOf = (id: number): tf.Tensor | undefined => this.#owners.get(id);

  /** Variables that were assigned since. */
  assigned = (): tf.Variable[] =>
    [...this.#copies].flatMap(([tensor, { copy }]) =>
      tensor instanceof tf.Variable && tensor.dataId !== copy.dataId ? [tensor] : [],
    );

  /** Restores the shared data. Assigned values are lost. */
  restore(): void {
    for (const [tensor, { shared, copy }] of this.#copies) {
      if (tensor instanceof tf.Variable) tf.engine().disposeTensor(tensor);
      tensor.dataId = shared;
      copy.dispose();
    }
  }
}
