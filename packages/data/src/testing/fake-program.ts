import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a shell script into `folder`, for a test that sets PATH to it. */
export const fakeProgram = (folder: string, name: string, script: string): void =>
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
