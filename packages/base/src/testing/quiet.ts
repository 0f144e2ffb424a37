/** Hides progress and log lines in a test's output. */
export const quiet = (): void => void jest.spyOn(console, 'error').mockImplementation(() => undefined);
