/** Puts `value` in the place of a property. @returns what puts the property back */
export function standIn<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: own?.enumerable });
  return () => void (own ? Object.defineProperty(target, name, own) : delete target[name]);
}
