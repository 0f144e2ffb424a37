// Nx fails a run when its remote cache is down, hangs or refuses an upload, even after all tasks are done. So Nx talks to a
// guard in its own process, which forwards requests to the real server. If that fails, the guard says so once and acts as an
// empty cache.
const http = require('node:http');
const https = require('node:https');
const { basename } = require('node:path');
const { buffer } = require('node:stream/consumers');
const { promisify } = require('node:util');
const gunzip = promisify(require('node:zlib').gunzip);

const SERVER = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
const TOKEN = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';

/** Milliseconds without traffic after which the server counts as hanging. */
const IDLE_TIMEOUT = 10_000;

/** Forwards a request to the real server. @returns the whole response */
async function forward(server, request) {
  const url = new URL(`${server.replace(/\/+$/, '')}${request.url}`);
  const { host: _, connection: __, ...headers } = request.headers;
  const asked = (url.protocol === 'https:' ? https : http).request(url, { method: request.method, headers });
  asked.setTimeout(IDLE_TIMEOUT, () => asked.destroy(new Error(`nothing for ${IDLE_TIMEOUT / 1000} s`)));
  // A server may respond before it has read the whole request.
  const answered = new Promise((resolve, reject) => asked.once('response', resolve).on('error', reject));
  request.pipe(asked);
  const answer = await answered;
  return { status: answer.statusCode, body: await buffer(answer) };
}

/**
 * Starts the guard if a remote cache is set.
 *
 * @param say called with each message
 * @returns the environment variable that points Nx to the guard; undefined without a remote cache
 */
exports.guardSharedCache = async function guardSharedCache(env = process.env, say = console.error) {
  const server = env[SERVER];
  if (!server) return undefined;
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new Error(
      `${SERVER}: expected the address of a cache server, found "${server}". Set http://HOST:PORT, or unset it.`,
    );
  // A server that failed is not asked again: each request could take as long as the first.
  let failed = false;
  let refused = false;

  /** The response for Nx: 404 is a miss. */
  async function respond(request) {
    const { status, body } = await forward(server, request);
    if (request.method === 'PUT') {
      if (status === 401 || status === 403) {
        if (!refused) say(`The shared cache ${server} refuses uploads (${status}): set its ${TOKEN}.`);
        refused = true;
      } else if (status !== 409 && status >= 300) throw new Error(`it answers ${status}`);
      return { status: 200 };
    }
    if (status === 404) return { status };
    if (status !== 200) throw new Error(`it answers ${status}`);
    try {
      await gunzip(body); // has a checksum
      return { status, body };
    } catch {
      const name = basename(request.url);
      say(`The shared cache ${server} has a damaged record, ${name}: delete it there. The task runs here instead.`);
      return { status: 404 };
    }
  }

  const guard = http.createServer(async (request, response) => {
    let answer = { status: request.method === 'PUT' ? 200 : 404 };
    if (!failed && !(refused && request.method === 'PUT'))
      try {
        answer = await respond(request);
      } catch (error) {
        if (!failed) say(`The shared cache ${server} fails (${error.message}): continuing without it.`);
        failed = true;
      }
    request.resume();
    response.writeHead(answer.status, { 'Content-Type': answer.body ? 'application/octet-stream' : 'text/plain' });
    response.end(answer.body);
  });
  await new Promise((resolve, reject) => guard.once('error', reject).listen(0, '127.0.0.1', resolve));
  guard.unref().on('connection', (socket) => socket.unref());
  return { [SERVER]: `http://127.0.0.1:${guard.address().port}` };
};
