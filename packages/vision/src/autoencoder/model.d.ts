import { tf } from '@reprise/engine';
/** The notebook's convolutional autoencoder: [28, 28, 1] to [4, 4, 8], that is 128 numbers, and back. 4,385 parameters. */
export declare function autoencoder(): tf.LayersModel;
//# sourceMappingURL=model.d.ts.map
