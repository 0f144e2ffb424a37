import type { DoctorReport } from './doctor-report';
import { later } from './later';
import type { RuntimeOptions } from './options';

/**
 * Looks at what Reprise needs of a machine and says what is there and what to do about what is not: Node, platform,
 * TensorFlow (every byte of it), cores, memory, free disk, GPU, pip, compiler, data sets, cache. Changes nothing; takes
 * some seconds where TensorFlow is in place, because it reads 0.85 GB (4 GB of the GPU build).
 *
 * @example
 * console.log(renderDoctor(await inspect()))
 */
export async function inspect(options: RuntimeOptions = {}): Promise<DoctorReport> {
  const { inspectMachine } = later('./inspect-machine') as typeof import('./inspect-machine');
  const items = await inspectMachine(options);
  return { ok: items.every(({ ok }) => ok), items };
}
