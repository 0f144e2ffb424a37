import type { Address, Pointer } from './c-functions';
import type { Library } from './load-library';

export class Status {
  readonly pointer: Pointer<'TF_Status'>;

  constructor(private readonly c: Library) {
    this.pointer = c.TF_NewStatus();
  }

  /** Whether the last call failed. */
  get failed(): boolean {
    return this.c.TF_GetCode(this.pointer) !== 0;
  }

  /**
   * @param what starts the message; by default it is worded as in tfjs-node's addon
   * @throws Error with TensorFlow's message if the last call failed
   */
  check(what?: string): void {
    const code = this.c.TF_GetCode(this.pointer);
    if (code === 0) return;
    const message = this.c.TF_Message(this.pointer);
    throw new Error(what === undefined ? `Invalid TF_Status: ${code}\nMessage: ${message}` : `${what}: ${message}`);
  }

  delete(): void {
    this.c.TF_DeleteStatus(this.pointer);
  }
}

/** TensorFlow's eager runtime, which runs ops one by one. */
export interface EagerContext {
  c: Library;
  pointer: Pointer<'TFE_Context'>;
  /** For synchronous calls. */
  status: Status;
  sessions: number;
  /** The name of the GPU that tensors are copied to; undefined without one. */
  gpu: Address | undefined;
}

/** @throws Error if TensorFlow cannot start */
export function createContext(c: Library): EagerContext {
  const status = new Status(c);
  const options = c.TFE_NewContextOptions();
  const pointer = c.TFE_NewContext(options, status.pointer);
  c.TFE_DeleteContextOptions(options);
  status.check();
  const devices = c.TFE_ContextListDevices(pointer, status.pointer);
  status.check();
  let gpu: Address | undefined;
  for (let i = 0; i < c.TF_DeviceListCount(devices); i++)
    if (c.TF_DeviceListType(devices, i, status.pointer) === 'GPU')
      gpu = c.cString(c.TF_DeviceListName(devices, i, status.pointer));
  c.TF_DeleteDeviceList(devices);
  return { c, pointer, status, sessions: 0, gpu };
}
