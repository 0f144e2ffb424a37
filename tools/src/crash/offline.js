// Loaded into every process of the crash test: no name but this machine's has an address. What a task fetches then comes
// from where the test has put it, and a hundred runs ask nobody for it a hundred times.
const dns = require('node:dns');
const { lookup } = dns;
const refuse = (name) =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname: name,
  });
dns.lookup = (name, ...rest) =>
  /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(name)
    ? lookup(name, ...rest)
    : process.nextTick(rest.at(-1), refuse(name));
