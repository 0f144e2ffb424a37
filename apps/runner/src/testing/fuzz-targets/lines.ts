import { Problem } from '@reprise/base';
import { mutatedBytes, hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { readLines } from '../../classify/read-urls';

const VALID = Buffer.from('\ufeffa.example\r\nb.example\n\n#c\né.example\n👩\u2028x\nlast');
const long = (length: number): Buffer => Buffer.from(`a.example\n${'x'.repeat(length)}\nb.example\n`);
const LONG = [long(1_000_000), long(10_000_000)];

export default fuzzTarget({
  name: 'lines of standard input or a file',
  input: fc.record({
    bytes: fc.oneof(
      { weight: 100, arbitrary: mutatedBytes(VALID) },
      { weight: 100, arbitrary: fc.array(hostileText, { maxLength: 6 }).map((rows) => Buffer.from(rows.join('\n'))) },
      { weight: 1, arbitrary: fc.constantFrom(...LONG) },
    ),
    chunk: fc.constantFrom(1, 2, 7, 1000, 65_536, Infinity),
  }),
  async read({ bytes, chunk }) {
    const size = Math.max(chunk, bytes.length / 100_000);
    async function* chunks(): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const lines: string[] = [];
    let problem: unknown;
    try {
      for await (const line of readLines(chunks(), 'list.txt')) lines.push(line);
    } catch (error) {
      problem = error;
    }
    const wanted = bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split('\n');
    if (wanted.at(-1) === '') wanted.pop();
    const right = wanted.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    if (lines.some((line, i) => line !== right[i])) throw new Error(`${lines.length} lines, others`);
    if (problem !== undefined) {
      if (!(problem instanceof Problem) || right.every((line) => line.length < 1 << 20)) throw problem;
      throw problem;
    }
    if (lines.length !== right.length) throw new Error(`${lines.length} lines of ${right.length}`);
  },
});
