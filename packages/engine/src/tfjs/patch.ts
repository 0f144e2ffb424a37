/** Replaces a property of an object. @returns a function that restores it */
export function patch<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: own?.enumerable });
  return () => void (own ? Object.defineProperty(target, name, own) : delete target[name]);
}

/** Restores in reverse order, since a property may have been patched twice. */
export const restoreAll = (restores: (() => void)[]): void => restores.toReversed().forEach((restore) => restore());
