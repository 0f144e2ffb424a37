import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../records';
import { tf } from '../tensorflow/tf';
import { writeTensorBoard } from './write-tensor-board';

const HISTORY: History = {
  loss: [0.5, 0.25],
  loss_without_regularizer: [9, 9],
  acc: [0.75, 0.875],
  val_loss: [1.5, 2.5],
  val_loss_without_regularizer: [9, 9],
  val_acc: [0.125, 0.625],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-tensorboard-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Fields = Map<number, Buffer | bigint>;

/** One protocol buffer message: its fields by number. https://protobuf.dev/programming-guides/encoding */
function fields(bytes: Buffer): Fields {
  const found: Fields = new Map();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    if ((key & 7) === 0) found.set(key >> 3, varint());
    else {
      const length = { 1: 8, 5: 4 }[key & 7] ?? Number(varint());
      found.set(key >> 3, bytes.subarray(at, (at += length)));
    }
  }
  return found;
}

/** The scalars of an event file: records of length (8), its checksum (4), an Event, its checksum (4); event.proto. */
function scalars(file: string): [tag: string, step: number, value: number][] {
  const bytes = readFileSync(file);
  const found: [string, number, number][] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    const event = fields(bytes.subarray(at + 12, at + 12 + length));
    at += length + 16;
    const summary = event.get(5) as Buffer | undefined;
    if (!summary) continue;
    const value = fields(fields(summary).get(1) as Buffer);
    found.push([String(value.get(1)), Number(event.get(2) ?? 0n), (value.get(2) as Buffer).readFloatLE()]);
  }
  return found;
}

const eventFile = (into: string): string => {
  const names = readdirSync(into);
  expect(names).toEqual([expect.stringMatching(/^events\.out\.tfevents\./)]);
  return join(into, names[0]);
};

test('the four curves, epochs from 0, complete as soon as the call returns', async () => {
  const into = join(folder, 'all');
  await writeTensorBoard(into, HISTORY);
  expect(scalars(eventFile(into))).toEqual([
    ['loss', 0, 0.5],
    ['loss', 1, 0.25],
    ['acc', 0, 0.75],
    ['acc', 1, 0.875],
    ['val_loss', 0, 1.5],
    ['val_loss', 1, 2.5],
    ['val_acc', 0, 0.125],
    ['val_acc', 1, 0.625],
  ]);
});

test('a second training replaces the first, and no tensors stay', async () => {
  const into = join(folder, 'again');
  await writeTensorBoard(into, HISTORY);
  const before = tf.memory().numTensors;
  await writeTensorBoard(into, { ...HISTORY, loss: [0.125], val_loss: [0.375], acc: undefined, val_acc: undefined });
  expect(tf.memory().numTensors).toBe(before);
  expect(scalars(eventFile(into))).toEqual([
    ['loss', 0, 0.125],
    ['val_loss', 0, 0.375],
  ]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('where no folder can be, the error names it', async () => {
  mkdirSync(join(folder, 'closed'));
  writeFileSync(join(folder, 'closed', 'file'), '');
  const into = join(folder, 'closed', 'file', 'tensorboard');
  await expect(writeTensorBoard(into, HISTORY)).rejects.toThrow(/file.tensorboard: expected a folder to write curves/);
});
