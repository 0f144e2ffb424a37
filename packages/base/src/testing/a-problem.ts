/** For `toThrow`: a Problem whose message matches. */
export const aProblem = (message: RegExp): Error =>
  expect.objectContaining({ name: 'Problem', message: expect.stringMatching(message) });
