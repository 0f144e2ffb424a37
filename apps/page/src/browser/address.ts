/** What the address's fragment names: a view and its state. */
export interface Route {
  view: string;
  params: URLSearchParams;
}

/**
 * Reads a fragment.
 * @example parseRoute('#url?x=a.com') // { view: 'url', params: x=a.com }
 */
export function parseRoute(fragment: string): Route {
  const [view, query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  return { view, params: new URLSearchParams(query) };
}

/** @example formatRoute({ view: 'url', params: new URLSearchParams({ x: 'a.com' }) }) // '#url?x=a.com' */
export const formatRoute = ({ view, params }: Route): string => `#${view}${params.size > 0 ? `?${params}` : ''}`;
