import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aProblem } from '@reprise/base/testing';
import koffi from 'koffi';
import { runtimeInfo } from '../install/runtime-info';
import { backend } from '../tensorflow/backend';
import { tf } from '../tensorflow/tf';
import { productGraph } from '../testing/product-graph';
import type { CFunction, Pointer } from './c-functions';
import { createContext } from './eager-context';
import { loadLibrary, setUnset } from './load-library';
import type { Session } from './sessions';
import { Tensors } from './tensors';

const { binding } = backend();
const { TF_FLOAT, TF_INT32, TF_INT64, TF_BOOL, TF_STRING, TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_SHAPE } = binding;
const T = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
const NOWHERE = 1e9;

const tensors = (): number => binding.getNumOfTensors();
const float = (shape: number[], values: number[]): number =>
  binding.createTensor(shape, TF_FLOAT, Float32Array.from(values));
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const texts = (id: number): string[] =>
  (binding.tensorDataSync(id) as unknown as Uint8Array[]).map((text) => Buffer.from(text).toString());

describe('tensors', () => {
  it.each<[string, number[], number, ArrayLike<number>]>([
    ['float32', [2, 2], TF_FLOAT, Float32Array.of(1, -2, 0.5, NaN)],
    ['int32', [3], TF_INT32, Int32Array.of(1, -(2 ** 31), 2 ** 31 - 1)],
    ['bool', [2], TF_BOOL, Uint8Array.of(0, 1)],
    ['none', [0, 5], TF_FLOAT, new Float32Array()],
    ['a scalar', [], TF_FLOAT, Float32Array.of(7)],
    ['4 kB and more', [1025], TF_FLOAT, new Float32Array(1025).fill(3)],
  ])('hold %s', (_, shape, dtype, values) => {
    const id = binding.createTensor(shape, dtype, values as Float32Array);
    expect(binding.tensorDataSync(id)).toEqual(values);
    binding.deleteTensor(id);
  });

  it('of int64 are created from two halves and read as BigInt64Array', () => {
    const id = binding.createTensor([2], TF_INT64, Int32Array.of(5, 0, -1, -1));
    expect(binding.tensorDataSync(id)).toEqual(BigInt64Array.of(5n, -1n));
    binding.deleteTensor(id);
  });

  it('keep a copy of their values', () => {
    const values = Float32Array.of(1, 2);
    const id = binding.createTensor([2], TF_FLOAT, values);
    values[0] = 9;
    const read = binding.tensorDataSync(id);
    read[1] = 9;
    expect(binding.tensorDataSync(id)).toEqual(Float32Array.of(1, 2));
    binding.deleteTensor(id);
  });

  it.each(['short', 'x'.repeat(100), '', 'ünï', '\0'])(
    'of the string %j outlive the tensor that they share it with',
    (text) => {
      const id = binding.createTensor([1, 2], TF_STRING, [bytes(text), bytes('other')] as never);
      const type = { ...T, value: TF_STRING };
      const [same] = binding.executeOp('Identity', [type], [id], 1);
      binding.deleteTensor(id);
      expect(same.shape).toEqual([1, 2]);
      expect(texts(same.id)).toEqual([text, 'other']);
      binding.deleteTensor(same.id);
    },
  );

  it('are refused if values and shape do not match', () => {
    const before = tensors();
    expect(() => float([2], [1])).toThrow(
      'Shape does not match typed-array in bindData() (num_elements=2, array_length=1)',
    );
    expect(() => binding.createTensor([1], TF_INT32, Float32Array.of(1))).toThrow(
      'Tensor type does not match Float32Array',
    );
    expect(() => binding.createTensor([1], 999, Float32Array.of(1))).toThrow('Tensor type does not match Float32Array');
    expect(() => binding.createTensor([1], TF_FLOAT, new Float64Array(1) as never)).toThrow(
      'does not match Float64Array',
    );
    expect(() => binding.createTensor([1], TF_FLOAT, [1] as never)).toThrow('Unhandled TF_DataType: 1');
    expect(() => binding.createTensor([1], TF_STRING, ['text'] as never)).toThrow('expecting Uint8Array');
    expect(() => binding.createTensor([2], TF_STRING, [bytes('x')] as never)).toThrow('num_elements=2, array_length=1');
    for (const shape of [[-1], [0.5], [NaN], [2 ** 53], [2 ** 30, 2 ** 30], new Array<number>(255).fill(1)])
      expect(() => binding.createTensor(shape, TF_FLOAT, new Float32Array(1))).toThrow('Not a shape');
    expect(tensors()).toBe(before);
  });

  it('that do not exist, or no longer exist, are refused', () => {
    const id = float([1], [1]);
    binding.deleteTensor(id);
    for (const gone of [id, NOWHERE, -1, NaN, undefined as never, '0' as never]) {
      expect(() => binding.deleteTensor(gone)).toThrow(`Delete called on a Tensor not referenced (tensor_id: ${gone})`);
      expect(() => binding.tensorDataSync(gone)).toThrow(
        `Get data called on a Tensor not referenced (tensor_id: ${gone})`,
      );
      expect(() => binding.executeOp('Neg', [T], [gone], 1)).toThrow(
        `Input Tensor ID not referenced (tensor_id: ${gone})`,
      );
    }
  });

  it('are copied to a device and back', () => {
    const library = loadLibrary(runtimeInfo()!.library, 3);
    const eager = createContext(library);
    // The processor in the place of a GPU.
    const gpu = library.cString('/job:localhost/replica:0/task:0/device:CPU:0');
    const there = new Tensors({ ...eager, gpu });
    const id = there.create([2], TF_FLOAT, Float32Array.of(1, 2));
    expect(there.read(id)).toEqual(Float32Array.of(1, 2));
    there.delete(id);
    const nowhere = new Tensors({ ...eager, gpu: library.cString('/device:GPU:7') });
    expect(() => nowhere.create([2], TF_FLOAT, Float32Array.of(1, 2))).toThrow('Invalid TF_Status: 3');
    expect(nowhere.count).toBe(0);
  });
});

describe('ops', () => {
  it('run, and throw TensorFlow’s errors', () => {
    const before = tensors();
    const [a, b] = [float([2, 2], [1, 2, 3, 4]), float([3], [1, 2, 3])];
    const [product] = binding.executeOp('MatMul', [T], [a, a], 1);
    expect(binding.tensorDataSync(product.id)).toEqual(Float32Array.of(7, 10, 15, 22));
    expect(() => binding.executeOp('MatMul', [T], [a, b], 1)).toThrow(/^Invalid TF_Status: 3\nMessage: ./);
    expect(() => binding.executeOp('NoSuchOp', [], [], 1)).toThrow(/NoSuchOp/);
    for (const id of [a, b, product.id]) binding.deleteTensor(id);
    expect(tensors()).toBe(before);
  });

  it.each([0, 2, 9])('with a wrong number of outputs, %d, are refused', (outputs) => {
    const [before, id] = [tensors(), float([1], [1])];
    expect(() => binding.executeOp('Neg', [T], [id], outputs)).toThrow(/outputs|num_retvals/);
    binding.deleteTensor(id);
    expect(tensors()).toBe(before);
  });

  it.each([
    [{ name: 'axis', type: TF_ATTR_INT, value: 'x' }, 'expected a number, found x'],
    [{ name: 'axis', type: TF_ATTR_INT, value: [1, Infinity] }, 'expected a number, found 1,Infinity'],
    [{ ...T, value: -1 }, 'expected a type, found -1'],
    [{ ...T, value: 1.5 }, 'expected a type, found 1.5'],
    [{ ...T, value: [1] }, 'expected one value'],
    [{ name: 'keep', type: binding.TF_ATTR_BOOL, value: 1 }, 'expected a boolean, found 1'],
    [{ name: 'rate', type: binding.TF_ATTR_FLOAT, value: null as never }, 'expected a number, found null'],
    [{ name: 'shape', type: TF_ATTR_SHAPE, value: [-2] }, 'expected a shape, found -2'],
    [{ name: 'shape', type: TF_ATTR_SHAPE, value: 3 }, 'expected a shape, found 3'],
    [{ name: 'text', type: binding.TF_ATTR_STRING, value: 3 }, 'expected a string, found 3'],
    [{ name: 'what', type: 99, value: 3 }, 'Unhandled TF_AttrType: 99'],
  ])('refuse the attribute %j', (attribute, message) => {
    const id = float([1], [1]);
    expect(() => binding.executeOp('Neg', [attribute], [id], 1)).toThrow(message);
    binding.deleteTensor(id);
  });

  it('that fail do not affect the next one', () => {
    expect(() => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))).toThrow();
    expect(tf.matMul(tf.ones([2, 3]), tf.ones([3, 1])).arraySync()).toEqual([[3], [3]]);
  });
});

describe('sessions', () => {
  const SIZE = 64;
  const THREADS = { interOpThreads: 2 };
  let session: Session;
  let x: number;
  beforeEach(() => {
    session = binding.createSession(productGraph(300), THREADS);
    x = float(
      [SIZE, SIZE],
      Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i) / 8),
    );
  });
  afterEach(() => {
    binding.deleteTensor(x);
    try {
      session.close();
    } catch {
      // A test closed it.
    }
  });
  const read = ([{ id }]: { id: number }[]): number[] => {
    const values = Array.from(binding.tensorDataSync(id));
    binding.deleteTensor(id);
    return values;
  };

  it('return the same bits on another thread, while timers run and after the inputs are deleted', async () => {
    const expected = read(session.run([x], 'x:0', 'y:0'));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const copy = float([SIZE, SIZE], Array.from(binding.tensorDataSync(x)));
    const running = Array.from({ length: 8 }, () => session.runAsync([copy], 'x:0', 'y:0'));
    binding.deleteTensor(copy);
    for (const results of await Promise.all(running)) expect(read(results)).toEqual(expected);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it('cannot be closed while they run, or twice, and do not run when closed', async () => {
    const open = binding.getNumOfSessions();
    const running = session.runAsync([x], 'x', 'y');
    expect(() => session.close()).toThrow('The session is running');
    read(await running);
    session.close();
    expect(binding.getNumOfSessions()).toBe(open - 1);
    expect(() => session.close()).toThrow('The session is closed');
    expect(() => session.run([x], 'x', 'y')).toThrow('The session is closed');
    await expect(session.runAsync([x], 'x', 'y')).rejects.toThrow('The session is closed');
  });

  it.each<[string, number[], string, string, RegExp]>([
    ['a tensor that does not exist', [NOWHERE], 'x:0', 'y:0', /Input Tensor ID not found \(tensor_id: 1000000000\)/],
    ['too few inputs', [], 'x:0', 'y:0', /Length of input op names \(1\) does not match .*\(0\)/],
    ['an unknown input', [0], 'z:0', 'y:0', /Input op name can not be found in the graph/],
    ['an unknown output', [0], 'x:0', 'z:0', /Output op name can not be found in the graph/],
    ['an output that the op does not have', [0], 'x:0', 'y:1', /Output y:1: the op has no such output/],
    ['an output that is not a number', [0], 'x:0', 'y:-1', /Output y:-1: the op has no such output/],
  ])('refuse %s, synchronously and asynchronously', async (_, inputs, feeds, fetches, message) => {
    const before = tensors();
    const given = inputs.map((id) => (id === 0 ? x : id));
    expect(() => session.run(given, feeds, fetches)).toThrow(message);
    await expect(session.runAsync(given, feeds, fetches)).rejects.toThrow(message);
    expect(tensors()).toBe(before);
  });

  it('throw TensorFlow’s error of a run, synchronously and asynchronously', async () => {
    const [before, wrong] = [tensors(), float([2], [1, 2])];
    expect(() => session.run([wrong], 'x', 'y')).toThrow(/^Session fail to run with error: .*In\[0\]/);
    await expect(session.runAsync([wrong], 'x', 'y')).rejects.toThrow(/^Session fail to run with error: .*In\[0\]/);
    const ints = binding.createTensor([1, 1], TF_INT32, Int32Array.of(1));
    expect(() => session.run([ints], 'x', 'y')).toThrow(/Session fail to run/);
    for (const id of [wrong, ints]) binding.deleteTensor(id);
    expect(tensors()).toBe(before);
  });

  it('are not created from an invalid graph', () => {
    const open = binding.getNumOfSessions();
    expect(() => binding.createSession(Buffer.from('no graph'), THREADS)).toThrow('Failed to import GraphDef: ');
    for (const interOpThreads of [0, -1, 1.5, NaN, 128])
      expect(() => binding.createSession(productGraph(1), { interOpThreads })).toThrow('an integer from 1 to 127');
    expect(() => binding.loadSavedModel('/nowhere', 'serve')).toThrow('Failed to load SavedModel: ');
    expect(() => binding.runSavedModel(NOWHERE, [], '', '')).toThrow(
      'SavedModel ID not found (savedmodel_id: 1000000000)',
    );
    expect(() => binding.deleteSavedModel(NOWHERE)).toThrow('Delete called on a SavedModel not found');
    expect(binding.getNumOfSessions()).toBe(open);
  });
});

describe('the library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-library-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['is missing', join(folder, 'nothing.so'), /nothing\.so/],
    ['is another library', process.platform === 'darwin' ? '/usr/lib/libz.dylib' : 'libm.so.6', /SetMinLogLevel/],
  ])('that %s is a Problem', (_, path, found) => {
    expect(() => loadLibrary(path, 3)).toThrow(aProblem(/expected TensorFlow's library.*npx reprise doctor/));
    expect(() => loadLibrary(path, 3)).toThrow(found);
  });
});

test('setUnset sets a variable of the process only if it is unset, also where process.env is a copy', () => {
  const getenv = koffi.load(null).func('getenv', 'str', ['str']) as (name: string) => string | null;
  expect(getenv('REPRISE_TEST_UNSET')).toBeNull();
  setUnset('REPRISE_TEST_UNSET', 'first');
  setUnset('REPRISE_TEST_UNSET', 'second');
  expect(getenv('REPRISE_TEST_UNSET')).toBe('first');
});

test('CFunction does not confuse pointers of different types', () => {
  const close: CFunction<'void (TF_Session*, TF_Status*)'> = () => undefined;
  const [session, status, graph] = [1 as Pointer<'TF_Session'>, 2 as Pointer<'TF_Status'>, 3 as Pointer<'TF_Graph'>];
  close(session, status);
  // @ts-expect-error a graph is not a session
  close(graph, status);
  // @ts-expect-error a number is not a pointer
  close(1, status);
  const version: CFunction<'const char* ()'> = () => '2.21.0';
  const text: string = version();
  expect(text).toBe('2.21.0');
});
