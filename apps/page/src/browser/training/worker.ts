// Trains a model on a thread of its own.
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { expose } from 'comlink';
import type { Slice, TabTrainingEntry } from '../../page-data';
import { startBackend, type StartedBackend } from './backend';
import { readSlice } from './slice';
import { createTraining, type Knobs, type Step, type TabTraining } from './tab-training';

let training: TabTraining | undefined;

async function read(file: string): Promise<ArrayBuffer> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} could not be loaded (status ${response.status}).`);
  return response.arrayBuffer();
}

const calls = {
  /**
   * Loads everything and starts over.
   * @param model path of its `model.json`
   * @throws Error when a file is missing or invalid, or no backend works
   */
  async load(model: string, entry: TabTrainingEntry, slice: Slice, seed: number): Promise<StartedBackend> {
    const backend = await startBackend();
    const [images, initial] = [await read(slice.file), await read(entry.initial)];
    const rows = readSlice(new Uint8Array(images), slice);
    training = createTraining(await loadLayersModel(model), new Float32Array(initial), rows, entry, seed);
    return backend;
  },
  step: (knobs: Knobs): Promise<Step> => training!.step(knobs),
  output: (pixels: Float32Array): Promise<Float32Array> => training!.output(pixels),
  reset: (): void => training!.reset(),
};
export type TrainingCalls = typeof calls;

expose(calls);
