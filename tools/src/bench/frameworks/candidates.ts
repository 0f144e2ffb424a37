import { join } from 'node:path';
import { tsNode } from '../../ts-node';
import { type Framework, startFramework } from './framework';
import type { WorkloadResult } from '../result';
import type { Request, Workload } from './protocol';

/** What trains, by the name in a result, and its title. */
export const FRAMEWORKS = {
  reprise: 'Reprise',
  tfjs: 'TensorFlow.js `fit`',
  keras: 'Keras on TensorFlow',
  'keras-jax': 'Keras on JAX',
  'keras-torch': 'Keras on PyTorch',
  pytorch: 'PyTorch',
  jax: 'JAX',
} as const;
export type FrameworkName = keyof typeof FRAMEWORKS;

/** A framework with its settings. Several may share a process. */
export interface Candidate {
  name: FrameworkName;
  /** Empty for the only one. */
  setting: string;
  framework: Framework;
  variant?: string;
  /** What it does in a round, in this order. */
  does: ('train' | 'steps' | 'predict')[];
  /** Whether it trains once before the first round, to build its graph. */
  warmsUp: boolean;
  /** How far the mean loss of its first epoch's steps may be from Reprise's, as a share. */
  tolerance?: number;
  /** Whether it has all rounds, however long they take. */
  always?: boolean;
}

/** A process, and its settings. */
interface Start {
  name: FrameworkName;
  command: string[];
  settings: { setting: string; variant?: string; does?: Candidate['does'] }[];
  warmsUp?: boolean;
  tolerance?: number;
  always?: boolean;
}

const typescript = (file: string, job: string): string[] => tsNode(join(__dirname, file), job);

/** A process of TensorFlow.js that measures the rate of a matrix product. */
export const startMatmul = (job: string): Promise<Framework> =>
  startFramework('matmul', typescript('tfjs.ts', job), { do: 'matmul' });

/** The setting of `transfer` that runs the frozen layers in every epoch. */
export const NOTEBOOK_LOOP = 'the notebook’s loop';

/** All of a workload. The whole transfer model is compared with Keras alone, LeNet-5 with nothing on this machine. */
function starts(workload: Workload, job: string, python: string | undefined): Start[] {
  const run = (script: string, ...args: (string | number)[]): string[] =>
    [python as string, join(__dirname, script), job].concat(args.map(String));
  const reprise: Start = {
    name: 'reprise',
    command: typescript('reprise.ts', job),
    settings: [{ setting: '', does: workload === 'transfer' ? ['train'] : ['train', 'steps', 'predict'] }],
  };
  if (workload === 'lenet-5') return [reprise];
  const defaults = { setting: 'defaults', variant: 'defaults' };
  if (workload === 'transfer') {
    if (python === undefined) return [reprise];
    const keras = (setting: string, variant: string): Start => ({
      name: 'keras',
      command: run('keras_3.py', 'tensorflow', 0, 0),
      settings: [{ setting, variant, does: ['train'] }],
      always: true,
    });
    return [reprise, keras(NOTEBOOK_LOOP, 'defaults'), keras('features once', 'features')];
  }
  // TensorFlow.js has no graph to build. The transfer model takes it hours.
  const tfjs: Start = {
    name: 'tfjs',
    command: typescript('tfjs.ts', job),
    settings: [{ setting: '' }],
    warmsUp: false,
    // Its Adadelta divides by the average of squared gradients before this step's: the autoencoder diverges, and it is left out.
  };
  const javascript = workload === 'transfer-tail' ? [reprise] : [reprise, tfjs];
  if (python === undefined) return javascript;
  const images = workload !== 'birnn' && workload !== 'cnn-lstm';
  const threads = (count: number): string => `${count} thread${count > 1 ? 's' : ''}`;
  return [
    ...javascript,
    // TensorFlow's threads inside an op and between ops; 0: TensorFlow chooses.
    ...[
      [0, 0],
      [1, 2],
      [2, 2],
    ].map(([inside, between]): Start => {
      const chosen = inside === 0 ? 'own threads' : `threads ${inside} and ${between}`;
      const tuned = [
        { setting: `no XLA, ${chosen}`, variant: 'no-jit' },
        ...(inside === 0 ? [{ setting: `XLA, ${chosen}`, variant: 'jit' }] : []),
        ...(images ? [] : [{ setting: `unrolled, ${chosen}`, variant: 'unroll' }]),
      ];
      return {
        name: 'keras',
        command: run('keras_3.py', 'tensorflow', inside, between),
        settings: inside === 0 ? [defaults, ...tuned] : tuned,
      };
    }),
    {
      name: 'keras-jax',
      command: run('keras_3.py', 'jax', 0, 0),
      settings: [defaults, { setting: '16 steps a call', variant: 'jit' }],
    },
    { name: 'keras-torch', command: run('keras_3.py', 'torch', 2, 0), settings: [defaults] },
    ...[1, 2].map((count): Start => ({
      name: 'pytorch',
      command: run('pytorch.py', count),
      // Its RNN has no dropout of the state, so its loss falls faster: 30 %. Three times the learning rate or SGD: 37 %.
      ...(workload === 'birnn' && { tolerance: 0.34 }),
      settings: [
        { setting: `eager, ${threads(count)}`, variant: 'eager' },
        ...(images ? [{ setting: `channels last, ${threads(count)}`, variant: 'channels-last' }] : []),
        ...(count > 1 ? [{ setting: `compiled, ${threads(count)}`, variant: 'compile' }] : []),
      ],
    })),
    // XLA has slow convolutions within a loop, and the recurrent models have none.
    ...[1, 2].map((count): Start => ({
      name: 'jax',
      command: run('jax_epochs.py', count),
      settings: [
        images
          ? { setting: `compiled steps, ${threads(count)}`, variant: 'steps' }
          : { setting: `compiled epochs, ${threads(count)}`, variant: 'epochs' },
      ],
    })),
  ];
}

/**
 * How far the loss of the initial weights may be from Reprise's, as a share. PyTorch's LSTM, which has no hard sigmoid, is
 * 1.6e-4 off; without the embedding's regularizer it would be 4e-4.
 */
const SAME_LOSS = 3e-4;

/**
 * All candidates for a workload, Reprise first. A rival that does not start, or that computes another loss with the same
 * weights, is left out with a message.
 * @param python with Keras, PyTorch and JAX; undefined leaves them out
 */
export async function startCandidates(
  workload: Workload,
  job: string,
  python: string | undefined,
  log: (line: string) => void,
): Promise<{ candidates: Candidate[]; leftOut: WorkloadResult['left_out'] }> {
  const started: Candidate[] = [];
  const leftOut: WorkloadResult['left_out'] = [];
  for (const { name, command, settings, ...start } of starts(workload, job, python)) {
    const first: Request = { do: 'start', ...(settings[0].variant !== undefined && { variant: settings[0].variant }) };
    try {
      const framework = await startFramework(name, command, first);
      const expected = (started[0]?.framework ?? framework).loss;
      if (expected !== undefined && !(Math.abs((framework.loss as number) / expected - 1) <= SAME_LOSS)) {
        await framework.end();
        throw new Error(`${name}: expected a loss of ${expected} by the initial weights, found ${framework.loss}`);
      }
      started.push(
        ...settings.map((one) => ({
          name,
          does: ['train', 'predict'] as Candidate['does'],
          warmsUp: workload !== 'transfer',
          ...start,
          ...one,
          framework,
        })),
      );
    } catch (error) {
      if (name === 'reprise') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      leftOut.push(...settings.map(({ setting }) => ({ framework: name, setting, reason })));
      log(`left out: ${reason}`);
    }
  }
  return { candidates: started, leftOut };
}
