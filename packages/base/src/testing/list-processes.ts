import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningProcess {
  pid: number;
  command: string;
  /** Its environment variables; empty for processes of other users. */
  environment: string;
}

/** The processes of this machine, from /proc or, on a Mac, from `ps`, which appends the variables to the command. */
export function listProcesses(): RunningProcess[] {
  if (!existsSync('/proc/self')) {
    const lines = execFileSync('ps', ['-Eww', '-axo', 'pid=,command='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => ({ pid: parseInt(line), command: line.trim(), environment: line }));
  }
  const read = (pid: string, name: string): string => {
    try {
      return readFileSync(join('/proc', pid, name), 'latin1')
        .replaceAll('\0', ' ')
        .trim();
    } catch {
      return ''; // it has ended, or belongs to another user
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({ pid: Number(pid), command: read(pid, 'cmdline'), environment: read(pid, 'environ') }));
}
