// Loaded into every process of the crash test, so that a hundred runs fetch nothing: only this machine has an address.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  if (/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(name)) return lookup(name, ...rest);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name });
  process.nextTick(rest.at(-1), error);
};
