import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { standIn } from '../graph/stand-in';
import type { ModelInternals } from './layers';

/** Runs `work`, and adds a place to a Problem that tracing throws. */
function inPlace<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Problem) || error.parts.where !== 'the traced function') throw error;
    throw new Problem({ ...error.parts, where }, { cause: error });
  }
}

/** Adds a layer's name to a Problem that its call throws. */
export function nameInProblems(layer: tf.layers.Layer): () => void {
  const call = layer.call.bind(layer);
  return standIn(layer, 'call', (...given) =>
    inPlace(`layer ${layer.name} (${layer.getClassName()})`, () => call(...given)),
  );
}

/** The same for losses and metrics. */
export function nameLosses(model: ModelInternals): () => void {
  const losses = model.lossFunctions.map<ModelInternals['lossFunctions'][number]>(
    (loss, i) =>
      (...given) =>
        inPlace(`the loss of ${model.outputNames[i]}`, () => loss(...given)),
  );
  const metrics = model.metricsTensors.map<ModelInternals['metricsTensors'][number]>(([metric, i]) => [
    (...given) => inPlace(`a metric of ${model.outputNames[i]}`, () => metric(...given)),
    i,
  ]);
  const undo = [standIn(model, 'lossFunctions', losses), standIn(model, 'metricsTensors', metrics)];
  return () => undo.forEach((back) => back());
}
