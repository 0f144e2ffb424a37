// Tells a process from a later one with the same number.
const { readFileSync } = require('node:fs');

/** When a process started, in the kernel's ticks since boot; null where there is no /proc, or no such process. */
exports.processStart = (pid) => {
  try {
    // proc_pid_stat(5): field 22; the second is the program's name in parentheses, which may hold any character.
    const [, fields] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return fields.split(' ')[19];
  } catch {
    return null;
  }
};
