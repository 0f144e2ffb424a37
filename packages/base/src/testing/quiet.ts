/** Keeps the lines that tell people what happens out of the tests' output. */
export const quiet = (): void => void jest.spyOn(console, 'error').mockImplementation(() => undefined);
