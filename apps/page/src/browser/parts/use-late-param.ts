import { useEffect, useRef, useState } from 'preact/hooks';
import { useParam } from '../route';

/** Milliseconds without a change before the address follows: browsers limit its changes. */
const ADDRESS_MS = 300;

/**
 * A value of the address for what changes often, such as a slider: the value changes at once, the address once it rests.
 * @example const [at, setAt] = useLateParam('at', '0.5');
 */
export function useLateParam(name: string, fallback: string): [string, (value: string) => void] {
  const [address, setAddress] = useParam(name, fallback);
  const [value, setValue] = useState(address);
  /** The address that the value follows or has written: the value may have changed again before this is rendered. */
  const seen = useRef(address);
  useEffect(() => {
    if (address !== seen.current) setValue(address);
    seen.current = address;
  }, [address]);
  useEffect(() => {
    if (value === address) return;
    const timer = setTimeout(() => {
      seen.current = value;
      setAddress(value);
    }, ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return [value, setValue];
}
