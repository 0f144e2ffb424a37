import { cpus, totalmem } from 'node:os';

/** This machine, as measurements record it. Memory is in GiB. */
export const machine = (): { cpu: string; cores: number; memory_gb: number; platform: string } => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory_gb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
});
