// runtime:check-wheels: downloads every platform's wheel and checks what the binding relies on: the pinned libraries, the
// functions that they export (llvm-nm), and the functions' types in the headers (c++).
//   npx nx run runtime:check-wheels
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTempFolder, pipDownload, reportFailure, runCommand, tryCommand, unzip } from '@reprise/base';
import { C_FUNCTIONS, SET_MIN_LOG_LEVEL } from './binding/c-functions';
import { type LibraryPin, PINS, placeOf } from './install/sources/pins';
import { unpackMembers } from './install/sources/unpack-members';

const INCLUDE = 'tensorflow/include/';
/** The headers of TensorFlow's C functions and those that they include. */
const HEADERS = /^(tensorflow\/(c|core\/platform)|(xla\/)?tsl\/(c|platform))\/.*\.h$/;
const MOST_HEADERS = 1 << 24;

const OPTIONS = { seconds: 60, todo: 'Install it (Debian, Ubuntu: `apt-get install llvm`).' };

/** The names that a library exports. */
async function exportedBy(library: string): Promise<string[]> {
  const mac = library.endsWith('.dylib');
  const options = ['--defined-only', '--extern-only', '--format=posix', ...(mac ? [] : ['--dynamic'])];
  const lines = (await runCommand('llvm-nm', [...options, library], OPTIONS)).split('\n');
  // Mach-O adds an underscore before each name, ELF a version after some.
  return lines.map((line) => line.split(' ')[0].replace(mac ? /^_/ : /@.*$/, ''));
}

/** C++ that compiles if the headers declare the functions with the types in `C_FUNCTIONS`. */
const DECLARATIONS = [
  '#include "tensorflow/c/eager/c_api_experimental.h"',
  ...Object.entries(C_FUNCTIONS).map(([name, type], i) => {
    const [, result, parameters] = /^(.+) \((.*)\)$/.exec(type) as RegExpExecArray;
    return `${result} (*f${i})(${parameters || 'void'}) = ${name};`;
  }),
].join('\n');

async function check(platform: string, pin: LibraryPin): Promise<void> {
  await inTempFolder(async (folder) => {
    const wheel = await pipDownload(pin, join(folder, 'wheel'));
    await unpackMembers(wheel, pin, pin.libraries, folder);
    const exported = await Promise.all(pin.libraries.map((library) => exportedBy(join(folder, placeOf(library)))));
    const missing = [...Object.keys(C_FUNCTIONS), SET_MIN_LOG_LEVEL].filter((name) => !exported.flat().includes(name));
    if (missing.length > 0) throw new Error(`${platform}: the libraries do not export ${missing.join(', ')}`);

    const isHeader = (member: string): boolean => HEADERS.test(member.replace(INCLUDE, ''));
    await unzip(wheel, (member) => (isHeader(member) ? join(folder, member) : undefined), MOST_HEADERS);
    await writeFile(join(folder, 'types.cc'), DECLARATIONS);
    const compile = ['c++', '-fsyntax-only', `-I${INCLUDE}`, 'types.cc'];
    const { code, tail } = await tryCommand(compile, { cwd: folder });
    if (code !== 0) throw new Error(`${platform}: the headers declare other functions:\n${tail}`);
  });
  console.log(`${platform}: libraries and ${Object.keys(C_FUNCTIONS).length} functions as pinned`);
}

async function main(): Promise<void> {
  for (const [platform, pin] of Object.entries(PINS)) if (pin.cuda.length === 0) await check(platform, pin);
}
main().catch(reportFailure);
