import { URL_LENGTH } from '@reprise/data';
import { tf } from '@reprise/engine';

/**
 * Rows of the notebook's embedding table. Tokens are 0, the padding, to 100, the form feed, which has no row; Keras fails on it
 * too. No URL of the data contains one.
 */
export const VOCABULARY = 100;

/** A model's input: tokens of a URL, int32 [75]. */
export const urlInput = (): tf.SymbolicTensor => tf.input({ shape: [URL_LENGTH], dtype: 'int32' });

/** Settings of the URL models. */
export interface UrlModelSettings {
  /** The rate. */
  dropout: number;
  /** L2 penalty on the embedding table. */
  embeddingL2: number;
}

/** Tokens to vectors of 32. @param l2 penalty on the table */
export const urlEmbedding = (l2: number): tf.layers.Layer =>
  tf.layers.embedding({
    inputDim: VOCABULARY,
    outputDim: 32,
    inputLength: URL_LENGTH,
    embeddingsRegularizer: tf.regularizers.l2({ l2 }),
  });
