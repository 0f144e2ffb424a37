import { useEffect, useState } from 'preact/hooks';
import type { PageData } from '../../page-data';

/** A file of the page. @throws Error when it cannot be loaded */
export async function readFile(file: string): Promise<Response> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} could not be loaded (status ${response.status}).`);
  return response;
}

/**
 * A hook for what views share and load when they need it: undefined until it is loaded.
 * @throws in the rendering when it cannot be loaded
 * @example const useNotes = loadedOnce(async () => (await readFile('notes.txt')).text());
 */
export function loadedOnce<T>(load: (data: PageData) => Promise<T>): (data: PageData) => T | undefined {
  let loading: Promise<T> | undefined;
  return (data) => {
    const [loaded, setLoaded] = useState<T>();
    const [problem, setProblem] = useState<Error>();
    useEffect(() => {
      (loading ??= load(data)).then((value) => setLoaded(() => value), setProblem);
    }, [data]);
    if (problem) throw problem;
    return loaded;
  };
}
