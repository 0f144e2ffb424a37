import { cpus, totalmem } from 'node:os';

/** What a measurement or a record was made on. */
export const machine = (): { cpu: string; cores: number; memory_gb: number; platform: string } => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory_gb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
});
