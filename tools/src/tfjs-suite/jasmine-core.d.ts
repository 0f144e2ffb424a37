// What run-suite.ts uses of jasmine-core 3.10. Its published types declare globals that clash with Jest's.
declare module 'jasmine-core' {
  export interface Expectations {
    fullName: string;
    failedExpectations: { message: string }[];
  }
  export interface Spec extends Expectations {
    status: 'passed' | 'failed' | 'pending' | 'excluded';
  }
  interface Reporter {
    specDone(spec: Spec): void;
    suiteDone(suite: Expectations): void;
    jasmineDone(whole: Omit<Expectations, 'fullName'>): void;
  }
  interface Env {
    configure(settings: { random: boolean }): void;
    addReporter(reporter: Reporter): void;
    execute(): Promise<void>;
  }
  interface Jasmine {
    getEnv(): Env;
  }
  const jasmineCore: {
    boot(core: unknown): Jasmine;
    /** The functions that tests call: describe, it, expect and so on. */
    interface(jasmine: Jasmine, env: Env): object;
  };
  export default jasmineCore;
}
