// What other packages' tests share.
export * from '../fashion-mnist/fetch';
