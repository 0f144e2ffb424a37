import type { tf } from '@reprise/runtime';
import { conv } from './conv';
import { convThenEluThenPool, convThenPool } from './conv-then-pool';
import { dense } from './dense';
import { upsampleThenConv } from './upsample-then-conv';

/** Some layers of a chain as one function. */
export interface Stage {
  /** How many layers it stands for. */
  layers: number;
  apply(x: tf.Tensor, training: boolean): tf.Tensor;
}

/** Looks at the layers from one on, and says how the first of them are computed together. */
export type Rule = (layers: tf.layers.Layer[]) => Stage | undefined;

const alone: Rule = ([layer]) => ({
  layers: 1,
  apply: (x, training) => layer.apply(x, { training }) as tf.Tensor,
});

const RULES: Rule[] = [convThenPool, convThenEluThenPool, upsampleThenConv, conv, dense];

/** How the first of some layers, each of which feeds the next alone, are computed together, or by itself in another form. */
export function stageOf(layers: tf.layers.Layer[]): Stage | undefined {
  for (const rule of RULES) {
    const stage = rule(layers);
    if (stage) return stage;
  }
  return undefined;
}

/** A chain of layers as fewer stages that compute the same with less work. Other layers run by themselves. */
export function fuse(layers: tf.layers.Layer[]): Stage[] {
  const stages: Stage[] = [];
  for (let at = 0; at < layers.length; at += stages[stages.length - 1].layers) {
    const rest = layers.slice(at);
    stages.push((stageOf(rest) ?? alone(rest)) as Stage);
  }
  return stages;
}
