import type { Address, Pointer } from './c-functions';
import type { Library } from './load-library';

/** The status of a call to C. */
export class Status {
  readonly pointer: Pointer<'TF_Status'>;

  constructor(private readonly c: Library) {
    this.pointer = c.TF_NewStatus();
  }

  /** TensorFlow's message, or undefined if the last call succeeded. */
  get message(): string | undefined {
    return this.c.TF_GetCode(this.pointer) === 0 ? undefined : this.c.TF_Message(this.pointer);
  }

  /** @throws Error with TensorFlow's message, worded as in tfjs-node's addon, if the last call failed */
  check(): void {
    const code = this.c.TF_GetCode(this.pointer);
    if (code !== 0) throw new Error(`Invalid TF_Status: ${code}\nMessage: ${this.c.TF_Message(this.pointer)}`);
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
  /** How many sessions are open. */
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
