// Shared by the tests of all packages.
export * from './a-problem';
export * from './faulty-server';
export * from './list-processes';
export * from './quiet';
export * from './serve';
export * from './with-environment';
export * from './with-programs';
export * from './zip-of';
