// What the command line uses of the page.
export { buildPage } from './build/build-page';
export type { Curve, WatchedCurves, WatchedRun, WatchedTask, WatchState } from './watch-state';
