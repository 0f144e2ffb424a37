import { tf } from '@reprise/engine';
/**
 * The CNN that the notebook calls "LeNet architecture": three convolutions with ReLU, max-pooling and dropout, which
 * LeCun et al. (1998) had not, and two dense layers with nothing between them. 43,942 parameters.
 */
export declare function lenet(): tf.LayersModel;
//# sourceMappingURL=model.d.ts.map
