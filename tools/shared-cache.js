// Nx takes a remote cache at its word: a server that is down, refuses or hangs fails the run, also when a task is done and
// only its result could not be sent there. So Nx talks to a guard in its own process, which hands everything on to the
// real server, and where that fails says so once and answers as an empty cache would.
const http = require('node:http');
const https = require('node:https');
const { basename } = require('node:path');
const { Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { createGunzip } = require('node:zlib');

const SERVER = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
const TOKEN = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';

/** Milliseconds in which the server must say or take something. */
const SILENCE = 10_000;

async function whole(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** One request to the real server: its answer, whole. A redirect or an error page is an answer like another. */
async function ask(server, request) {
  const url = new URL(`${server.replace(/\/+$/, '')}${request.url}`);
  const { host: _, connection: __, ...headers } = request.headers;
  const asked = (url.protocol === 'https:' ? https : http).request(url, { method: request.method, headers });
  asked.setTimeout(SILENCE, () => asked.destroy(new Error(`nothing for ${SILENCE / 1000} s`)));
  // A server may answer and hang up before it has read all.
  const answered = new Promise((resolve, reject) => asked.once('response', resolve).on('error', reject));
  request.pipe(asked);
  const answer = await answered;
  return { status: answer.statusCode, body: await whole(answer) };
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Whether a record is what was sent there: its gzip has a checksum. */
async function isWhole(body) {
  try {
    await pipeline(Readable.from([body]), createGunzip(), nowhere());
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the guard where a remote cache is set.
 *
 * @param say where a line goes
 * @returns the variables that point Nx to it; undefined where there is no remote cache
 */
exports.guardSharedCache = async function guardSharedCache(env = process.env, say = console.error) {
  const server = env[SERVER];
  if (!server) return undefined;
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new Error(
      `${SERVER}: expected the address of a cache server, found "${server}". Set http://HOST:PORT, or unset it.`,
    );
  let gone = false;
  let refused = false;

  /** Nothing is asked again of a server that failed: each question could take as long as the first. */
  function goOn(error) {
    if (!gone) say(`The shared cache ${server} fails (${error.message}): going on without it.`);
    gone = true;
  }

  async function get(request) {
    const { status, body } = await ask(server, request);
    if (status === 404) return { status };
    if (status !== 200) throw new Error(`it answers ${status}`);
    if (await isWhole(body)) return { status, body };
    say(`The shared cache ${server} has a damaged record, ${basename(request.url)}: delete it there. Made anew here.`);
    return { status: 404 };
  }

  async function put(request) {
    const { status } = await ask(server, request);
    if (status === 401 || status === 403) {
      if (!refused) say(`The shared cache ${server} refuses what is made here (${status}): set its ${TOKEN}.`);
      refused = true;
    } else if (status !== 409 && status >= 300) throw new Error(`it answers ${status}`);
    return { status: 200 };
  }

  const guard = http.createServer(async (request, response) => {
    const reading = request.method === 'GET';
    let answer = { status: reading ? 404 : 200 };
    if (!gone && (reading || !refused))
      try {
        answer = await (reading ? get(request) : put(request));
      } catch (error) {
        goOn(error);
      }
    request.resume();
    response.writeHead(answer.status, { 'Content-Type': reading ? 'application/octet-stream' : 'text/plain' });
    response.end(answer.body);
  });
  await new Promise((resolve, reject) => guard.once('error', reject).listen(0, '127.0.0.1', resolve));
  guard.unref().on('connection', (socket) => socket.unref());
  return { [SERVER]: `http://127.0.0.1:${guard.address().port}` };
};
