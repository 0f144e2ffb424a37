/**
 * Whether an address that a server listens on is reached from this machine alone.
 * @example isLoopback('127.0.0.1') // true
 * @example isLoopback('0.0.0.0') // false
 */
export const isLoopback = (address: string): boolean => /^((::ffff:)?127(\.\d{1,3}){3}|::1)$/i.test(address);
