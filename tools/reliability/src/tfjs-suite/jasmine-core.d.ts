// The part of jasmine-core 3.10 that run-suite.ts uses. Its published types declare globals that conflict with Jest's.
declare module 'jasmine-core' {
  export interface Result {
    fullName: string;
    status: 'passed' | 'failed' | 'pending' | 'excluded';
    failedExpectations: { message: string }[];
  }
  interface Env {
    configure(settings: { random: boolean }): void;
    addReporter(reporter: Record<'specDone' | 'suiteDone' | 'jasmineDone', (result: Result) => void>): void;
    execute(): Promise<void>;
  }
  const jasmineCore: {
    boot(core: unknown): { getEnv(): Env };
    /** The functions that tests call: describe, it, expect and so on. */
    interface(jasmine: object, env: Env): object;
  };
  export default jasmineCore;
}
