import { useEffect, useState } from 'preact/hooks';
import { formatRoute, parseRoute, type Route } from './address';

const CHANGED = 'routechange';

/** The current route; the component renders again when it changes. */
export function useRoute(): Route {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const read = (): void => setFragment(location.hash);
    for (const event of ['hashchange', CHANGED]) addEventListener(event, read);
    read(); // it may have changed before this effect ran
    return () => {
      for (const event of ['hashchange', CHANGED]) removeEventListener(event, read);
    };
  }, []);
  return parseRoute(fragment);
}

/**
 * A value of the current view's address, so that the view's state can be shared. Setting it replaces the history's entry; the
 * fallback is left out of the address.
 * @example const [url, setUrl] = useParam('x', '.btscene2.com');
 */
export function useParam(name: string, fallback: string): [string, (value: string) => void] {
  const value = useRoute().params.get(name) ?? fallback;
  return [
    value,
    (next) => {
      const { view, params } = parseRoute(location.hash);
      if (next === fallback) params.delete(name);
      else params.set(name, next);
      try {
        history.replaceState(null, '', formatRoute({ view, params }));
      } catch {
        // Safari allows a hundred changes in half a minute.
        return;
      }
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
