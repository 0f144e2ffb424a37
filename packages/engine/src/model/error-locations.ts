import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import type { ModelInternals } from '../tfjs/model-internals';
import { patch } from '../tfjs/patch';

/** A function that adds the location to a Problem that tracing throws. */
const located =
  <A extends unknown[], R>(where: string, work: (...given: A) => R) =>
  (...given: A): R => {
    try {
      return work(...given);
    } catch (error) {
      if (!(error instanceof Problem) || error.parts.where !== 'the traced function') throw error;
      throw new Problem({ ...error.parts, where }, { cause: error });
    }
  };

/** Locates tracing problems in layers. @returns functions that restore the layers */
export const locateInLayers = (layers: Iterable<tf.layers.Layer>): (() => void)[] =>
  [...layers].map((layer) =>
    patch(layer, 'call', located(`layer ${layer.name} (${layer.getClassName()})`, layer.call.bind(layer))),
  );

/** Locates tracing problems in losses and metrics. @returns functions that restore them */
export function locateInLosses(model: ModelInternals): (() => void)[] {
  const { outputNames } = model;
  const losses = model.lossFunctions.map((loss, i) => located(`the loss of ${outputNames[i]}`, loss));
  const metrics = model.metricsTensors.map(([metric, i]): ModelInternals['metricsTensors'][number] => [
    located(`a metric of ${outputNames[i]}`, metric),
    i,
  ]);
  return [patch(model, 'lossFunctions', losses), patch(model, 'metricsTensors', metrics)];
}
