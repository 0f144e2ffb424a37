import { formatRoute, parseRoute } from './address';

test.each([
  ['', '', {}],
  ['#url', 'url', {}],
  ['#url?x=a.com', 'url', { x: 'a.com' }],
  ['#url?x=http%3A%2F%2Fa.com%2F%3Fb%3D1%23c', 'url', { x: 'http://a.com/?b=1#c' }],
  ['#url?x=a?b', 'url', { x: 'a?b' }],
  ['#url?x=%ff%', 'url', { x: '\ufffd%' }],
])('%s names a view and its state', (fragment, view, params) => {
  const route = parseRoute(fragment);
  expect([route.view, Object.fromEntries(route.params)]).toEqual([view, params]);
});

test.each(['a.com', 'http://a.com/?b=1#c', 'é \u202e', "<img src=x>'"])('an address keeps %j', (url) => {
  const fragment = formatRoute({ view: 'url', params: new URLSearchParams({ x: url }) });
  expect(parseRoute(fragment).params.get('x')).toBe(url);
});
