// runtime:check-wheels: downloads every platform's wheel and checks what the binding relies on: members and digests, the
// exported functions, and their types in the headers.
//   npx nx run runtime:check-wheels
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, pipDownload, Problem, reportFailure, tryCommand, unzip } from '@reprise/base';
import { C_FUNCTIONS, SET_MIN_LOG_LEVEL } from '../binding/c-functions';
import { type LibraryPin, PINS, placeOf } from '../install/sources/pins';
import { unpackMembers } from '../install/sources/unpack-members';
import { readDeclarations } from './read-declarations';

const HEADERS = /^tensorflow\/include\/(tensorflow\/c|xla\/tsl\/c)\/.*\.h$/;
/** The most bytes of headers: there are 60, half a megabyte in all. */
const MOST_HEADERS = 1 << 24;

/** The names that a library exports. */
async function exportedBy(library: string): Promise<string[]> {
  const kind = library.endsWith('.dylib') ? [] : ['--dynamic'];
  const command = ['llvm-nm', '--defined-only', '--extern-only', '--format=posix', ...kind, library];
  const { code, stdout, tail } = await tryCommand(command);
  if (code !== 0) {
    const todo = 'Install it (Debian, Ubuntu: `apt-get install llvm`).';
    throw new Problem({ where: 'llvm-nm', expected: `the symbols of ${library}`, found: tail, todo });
  }
  // Mach-O adds an underscore before each name, ELF a version after some.
  const name = (line: string): string => line.split(' ')[0].replace(/@.*$/, '');
  return stdout.split('\n').map((line) => (kind.length === 0 ? name(line).replace(/^_/, '') : name(line)));
}

async function headersOf(wheel: string, folder: string): Promise<string> {
  const place = (member: string): string | undefined => (HEADERS.test(member) ? join(folder, member) : undefined);
  await unzip(wheel, place, MOST_HEADERS);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.h'));
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** @throws Problem that names what differs */
async function check(platform: string, pin: LibraryPin): Promise<void> {
  const todo = `Correct pins.json or c-functions.ts to match ${pin.requirement} for ${pin.platform}.`;
  const refuse = (expected: string, found: string): never => {
    throw new Problem({ where: platform, expected, found, todo });
  };
  await inTempFolder(async (folder) => {
    const wheel = await pipDownload(pin, join(folder, 'wheel'));
    await unpackMembers(wheel, pin, pin.libraries, join(folder, 'libraries'));
    const libraries = pin.libraries.map((library) => join(folder, 'libraries', placeOf(library)));
    const exported = new Set((await Promise.all(libraries.map(exportedBy))).flat());
    for (const name of [...Object.keys(C_FUNCTIONS), SET_MIN_LOG_LEVEL])
      if (!exported.has(name)) refuse(`a library that exports ${name}`, 'none');
    const declared = readDeclarations(await headersOf(wheel, join(folder, 'headers')));
    for (const [name, type] of Object.entries(C_FUNCTIONS))
      if (declared[name] !== type) refuse(`${name}: ${type}`, declared[name] ?? 'no declaration');
  });
  console.log(
    `${platform}: ${pin.libraries.length} libraries, ${Object.keys(C_FUNCTIONS).length} functions as expected`,
  );
}

async function main(): Promise<void> {
  for (const [platform, pin] of Object.entries(PINS)) if (pin.cuda.length === 0) await check(platform, pin);
}
main().catch(reportFailure);
