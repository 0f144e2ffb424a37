// What other packages' tests share.
export * from './fake-artifacts';
