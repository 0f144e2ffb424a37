import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import type { ModelInternals } from '../tfjs/model-internals';
import { patch } from '../tfjs/patch';

/** Runs `work`, and sets the location of a Problem that tracing throws. */
function locate<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Problem) || error.parts.where !== 'the traced function') throw error;
    throw new Problem({ ...error.parts, where }, { cause: error });
  }
}

/** Locates tracing problems in layers. @returns functions that restore the layers */
export const locateInLayers = (layers: Iterable<tf.layers.Layer>): (() => void)[] =>
  [...layers].map((layer) => {
    const call = layer.call.bind(layer);
    const where = `layer ${layer.name} (${layer.getClassName()})`;
    return patch(layer, 'call', (...given) => locate(where, () => call(...given)));
  });

/** Locates tracing problems in losses and metrics. @returns functions that restore them */
export function locateInLosses(model: ModelInternals): (() => void)[] {
  const losses = model.lossFunctions.map<ModelInternals['lossFunctions'][number]>(
    (loss, i) =>
      (...given) =>
        locate(`the loss of ${model.outputNames[i]}`, () => loss(...given)),
  );
  const metrics = model.metricsTensors.map<ModelInternals['metricsTensors'][number]>(([metric, i]) => [
    (...given) => locate(`a metric of ${model.outputNames[i]}`, () => metric(...given)),
    i,
  ]);
  return [patch(model, 'lossFunctions', losses), patch(model, 'metricsTensors', metrics)];
}
