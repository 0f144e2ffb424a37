/**
 * Ends this process with `process.exitCode`, once standard output has taken what was written. For the last line of a command
 * that has loaded TensorFlow: a process that just runs out has Node tear down TensorFlow.js's native binding, tensors,
 * sessions and all, and that was seen to end in SIGSEGV (once in some hundred quick trainings on a busy machine, with all
 * files in place), which whoever waits must take for a failure. `process.exit` leaves the tearing down to the system.
 */
export function endProcess(): void {
  process.stdout.write('', () => process.exit());
}
