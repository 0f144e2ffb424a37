import { tf } from '@reprise/runtime';
import { deferredOrthogonal } from './deferred-orthogonal';

/** An LSTM with Keras 2's defaults (docs/parity.md, 2). */
export const lstm = (config: { units: number; name?: string }): tf.layers.Layer =>
  tf.layers.lstm({
    ...config,
    activation: 'tanh',
    recurrentActivation: 'hardSigmoid',
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: deferredOrthogonal(),
    unitForgetBias: true,
  });
