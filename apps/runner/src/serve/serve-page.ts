import { listen, type ListenOptions, type Served } from './listen';
import { pageHandler } from './page-handler';

export interface ServeOptions extends ListenOptions {
  /** Files below the folder that may be served: those of its manifest. */
  names: readonly string[];
}

/**
 * Serves a folder's files over HTTP.
 * @throws Problem when the port is in use, or the address is none of this machine
 * @example
 * const { url, close } = await servePage(folder, { host: '127.0.0.1', port: 0, names: ['index.html'] });
 */
export const servePage = (folder: string, { names, ...options }: ServeOptions): Promise<Served> =>
  listen(pageHandler(folder, names), options);
