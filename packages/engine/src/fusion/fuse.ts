import type { tf } from '@reprise/runtime';
import { conv } from './conv';
import { convThenGlobalMax } from './conv-then-global-max';
import { convThenEluThenPool, convThenPool } from './conv-then-pool';
import { dense } from './dense';
import { embeddingThenBidirectional } from './embedding-then-bidirectional';
import type { FusionRule, Stage } from './stage';
import { upsampleThenConv } from './upsample-then-conv';

const RULES: FusionRule[] = [
  convThenGlobalMax,
  convThenPool,
  convThenEluThenPool,
  upsampleThenConv,
  embeddingThenBidirectional,
  conv,
  dense,
];

/** Fuses the first layers of a chain, in which each layer feeds only the next; undefined if no rule applies. */
export function fuseFirst(chain: tf.layers.Layer[]): Stage | undefined {
  for (const rule of RULES) {
    const stage = rule(chain);
    if (stage) return stage;
  }
  return undefined;
}

/** Fuses a chain of layers. @param unfused computes a layer to which no rule applies */
export function fuse(chain: tf.layers.Layer[], unfused: (layer: tf.layers.Layer) => Stage): Stage[] {
  const stages: Stage[] = [];
  for (let at = 0; at < chain.length; at += stages[stages.length - 1].layers)
    stages.push(fuseFirst(chain.slice(at)) ?? unfused(chain[at]));
  return stages;
}
