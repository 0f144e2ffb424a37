import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphDef } from '@reprise/engine';
import type { History } from '@reprise/records';
import { backend, tf } from '@reprise/runtime';
import { bucketTable } from './bucket-table';
import { type BoardContent, writeTensorBoard } from './write-tensor-board';

const HISTORY: History = {
  loss: [0.5, 0.25],
  loss_without_regularizer: [9, 9],
  acc: [0.75, 0.875],
  val_loss: [1.5, 2.5],
  val_loss_without_regularizer: [9, 9],
  val_acc: [0.125, 0.625],
};

const graph = new GraphDef();
graph.add('InputLayer', [], { _output_shapes: { shapes: [[-1, 5]] } }, 'net/input_1');
graph.add('Dense', ['net/input_1'], { _output_shapes: { shapes: [[-1, 300]] } }, 'net/dense_1');

const CONTENT: BoardContent = { graph, history: HISTORY, histograms: {} };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-tensorboard-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Field = Buffer | bigint;

/** One protocol buffer message: the values of each field, by number. https://protobuf.dev/programming-guides/encoding */
function fields(bytes: Buffer): Map<number, Field[]> {
  const found = new Map<number, Field[]>();
  const add = (field: number, value: Field): unknown => found.set(field, [...(found.get(field) ?? []), value]);
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
    if ((key & 7) === 0) add(key >> 3, varint());
    else {
      const length = { 1: 8, 5: 4 }[key & 7] ?? Number(varint());
      add(key >> 3, bytes.subarray(at, (at += length)));
    }
  }
  return found;
}

/** What lies in a message under these field numbers, one inside of the other; the first where there are many. */
const dig = (bytes: Buffer, ...path: number[]): Buffer =>
  path.reduce((message, field) => fields(message).get(field)?.[0] as Buffer, bytes);

/** Records of length (8), its checksum (4), an Event, its checksum (4). */
function events(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    found.push(bytes.subarray(at + 12, at + 12 + length));
    at += length + 16;
  }
  return found;
}

interface Seen {
  tag: string;
  step: number;
  /** Summary.Value: simple_value is its field 2, image 4, tensor 8, metadata 9 (summary.proto). */
  value: Buffer;
}

/** The summaries that have something under a field of Summary.Value; step is field 2 of an Event, summary 5 (event.proto). */
const summaries = (file: string, field: number): Seen[] =>
  events(file).flatMap((event) => {
    if (!fields(event).has(5)) return [];
    const value = dig(event, 5, 1);
    if (!fields(value).has(field)) return [];
    return [{ tag: String(dig(value, 1)), step: Number(fields(event).get(2)?.[0] ?? 0n), value }];
  });

const scalars = (file: string): [tag: string, step: number, value: number][] =>
  summaries(file, 2).map(({ tag, step, value }) => [tag, step, dig(value, 2).readFloatLE()]);

const eventFile = (into: string): string => {
  const names = readdirSync(into);
  expect(names).toEqual([expect.stringMatching(/^events\.out\.tfevents\./)]);
  return join(into, names[0]);
};

test('the four curves, epochs from 0, complete as soon as the call returns', () => {
  const into = join(folder, 'all');
  writeTensorBoard(into, CONTENT);
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

test('a histogram of each weight and epoch, under Keras’s tag, as its table has it', () => {
  const into = join(folder, 'histograms');
  const kernel = [bucketTable(Float32Array.of(1, 2, 3)), bucketTable(Float32Array.of(-1, 7))];
  const bias = [bucketTable(Float32Array.of(0, 0)), bucketTable(Float32Array.of(0.5, 0.25))];
  writeTensorBoard(into, {
    ...CONTENT,
    histograms: { 'bidirectional_1/forward_lstm_1/kernel:0': kernel, 'dense_1/bias:0': bias },
  });
  const seen = summaries(eventFile(into), 8).map(({ tag, step, value }) => {
    // SummaryMetadata.plugin_data.plugin_name; tensor_content in TensorProto; size in its shape's dimensions.
    expect(String(dig(value, 9, 1, 1))).toBe('histograms');
    const sizes = fields(dig(value, 8, 2)).get(2) as Buffer[];
    expect(sizes.map((size) => fields(size).get(1))).toEqual([[30n], [3n]]);
    const content = Buffer.from(dig(value, 8, 4));
    return [tag, step, new Float32Array(Uint8Array.from(content).buffer)];
  });
  expect(seen).toEqual([
    ['bidirectional_1/forward_lstm_1/kernel_0', 0, kernel[0]],
    ['bidirectional_1/forward_lstm_1/kernel_0', 1, kernel[1]],
    ['dense_1/bias_0', 0, bias[0]],
    ['dense_1/bias_0', 1, bias[1]],
  ]);
});

test('pictures as PNG, at the last epoch, byte for byte', () => {
  const into = join(folder, 'pictures');
  const data = Uint8Array.of(0, 1, 127, 128, 254, 255);
  writeTensorBoard(into, {
    ...CONTENT,
    pictures: { reconstructions: { height: 2, width: 3, channels: 1, data } },
  });
  const [{ tag, step, value }, ...others] = summaries(eventFile(into), 4);
  expect(others).toEqual([]);
  expect([tag, step]).toEqual(['reconstructions/image', 1]);
  const png = tf.node.decodePng(dig(value, 4, 4));
  expect(png.shape).toEqual([2, 3, 1]);
  expect(Array.from(png.dataSync())).toEqual(Array.from(data));
  png.dispose();
});

test('the graph: nodes, what feeds them, and their shapes', () => {
  const into = join(folder, 'graph');
  writeTensorBoard(into, CONTENT);
  const graphs = events(eventFile(into)).flatMap((event) => (fields(event).get(4) ?? []) as Buffer[]);
  expect(graphs).toHaveLength(1);
  // NodeDef: name, op, input, …, attr, whose entries are a key and a value: a list of shapes of dimensions (node_def.proto).
  const nodes = (fields(graphs[0]).get(1) as Buffer[]).map((node) => {
    const sizes = (fields(dig(node, 5, 2, 1, 7)).get(2) as Buffer[]).map((dim) => fields(dim).get(1)?.[0] as bigint);
    return {
      name: String(dig(node, 1)),
      op: String(dig(node, 2)),
      inputs: (fields(node).get(3) ?? []).map(String),
      attribute: String(dig(node, 5, 1)),
      shape: sizes.map((size) => Number(BigInt.asIntN(64, size))),
    };
  });
  expect(nodes).toEqual([
    { name: 'net/input_1', op: 'InputLayer', inputs: [], attribute: '_output_shapes', shape: [-1, 5] },
    { name: 'net/dense_1', op: 'Dense', inputs: ['net/input_1'], attribute: '_output_shapes', shape: [-1, 300] },
  ]);
});

test('no tensors stay, nor any of the native library’s', () => {
  const histograms = { 'a:0': [bucketTable(Float32Array.of(1, 2)), bucketTable(Float32Array.of(3, 4))] };
  const pictures = { p: { height: 1, width: 2, channels: 1, data: Uint8Array.of(1, 2) } };
  const counts = (): number[] => [tf.memory().numTensors, backend().binding.getNumOfTensors()];
  const grownBy = (name: string, content: BoardContent): number[] => {
    const before = counts();
    writeTensorBoard(join(folder, name), content);
    return counts().map((count, i) => count - before[i]);
  };
  // TensorFlow.js keeps the handle of each writer, and that alone.
  const handle = grownBy('empty', {
    ...CONTENT,
    history: { ...HISTORY, loss: [], val_loss: [], acc: [], val_acc: [] },
  });
  expect(grownBy('full', { ...CONTENT, histograms, pictures })).toEqual(handle);
});

test('a model without accuracy has no curves of it', () => {
  const into = join(folder, 'again');
  writeTensorBoard(into, {
    ...CONTENT,
    history: { ...HISTORY, loss: [0.125], val_loss: [0.375], acc: undefined, val_acc: undefined },
  });
  expect(scalars(eventFile(into))).toEqual([
    ['loss', 0, 0.125],
    ['val_loss', 0, 0.375],
  ]);
});

test('where no folder can be, the error names it', () => {
  mkdirSync(join(folder, 'closed'));
  writeFileSync(join(folder, 'closed', 'file'), '');
  const into = join(folder, 'closed', 'file', 'tensorboard');
  expect(() => writeTensorBoard(into, CONTENT)).toThrow(/file.tensorboard: expected a folder to write curves/);
});
