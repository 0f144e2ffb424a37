import { readLines } from './read-urls';

async function* chunks(...parts: (string | Buffer)[]) {
  for (const part of parts) yield Buffer.from(part);
}

async function lines(...parts: (string | Buffer)[]): Promise<string[]> {
  const all: string[] = [];
  for await (const line of readLines(chunks(...parts), 'a text')) all.push(line);
  return all;
}

test.each([
  [['a\nb\n'], ['a', 'b']],
  [['a\nb'], ['a', 'b']],
  [['a\r\nb\r\n'], ['a', 'b']],
  [
    ['a\r', '\nb\r'],
    ['a', 'b'],
  ],
  [
    ['ab', 'c', 'd\ne'],
    ['abcd', 'e'],
  ],
  [['a\n\nb\n\n'], ['a', '', 'b', '']],
  [['a\rb\n'], ['a\rb']],
  [['\uFEFFa\n\uFEFFb\n'], ['a', '\uFEFFb']],
  [[' a \n#b\n'], [' a ', '#b']],
  [[''], []],
  [[], []],
])('%j gives %j', async (parts, expected) => expect(await lines(...parts)).toEqual(expected));

test('a character split across two chunks stays whole', async () => {
  const bytes = Buffer.from('é\n');
  expect(await lines(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['é']);
});

test('yields a line before the next one is complete', async () => {
  async function* endless() {
    for (;;) yield Buffer.from('a\nb');
  }
  const { value } = await readLines(endless(), 'a text').next();
  expect(value).toBe('a');
});

test('input without line ends does not fill the memory', async () => {
  async function* endless() {
    yield Buffer.from('a\n');
    for (;;) yield Buffer.alloc(1 << 16, 'a');
  }
  const read = async (): Promise<void> => {
    for await (const line of readLines(endless(), 'list.txt')) expect(line).toBe('a');
  };
  await expect(read()).rejects.toThrow(/^list\.txt, line 2: expected one URL per line, found more than a million/);
});

test('ten megabytes without a line end take linear time, whatever the chunk size', async () => {
  const bytes = Buffer.alloc(10_000_000, 'a');
  for (const size of [1000, 1 << 16]) {
    const before = Date.now();
    const parts = Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    await expect(lines(...parts)).rejects.toThrow(/more than a million characters/);
    expect(Date.now() - before).toBeLessThan(5000);
  }
});

test('NUL, invalid UTF-8 and lookalikes of line ends are kept', async () => {
  expect(await lines(Buffer.from('a\0b\n\xff\n\u2028c\u0085d\n', 'latin1'))).toEqual(['a\0b', '\ufffd', '(c\ufffdd']);
});
