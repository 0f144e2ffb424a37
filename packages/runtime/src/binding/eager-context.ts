import type { Address, Pointer } from './c-functions';
import type { Library } from './load-library';
import { Status } from './status';

/** TensorFlow's eager runtime: where ops run one by one. */
export interface EagerContext {
  c: Library;
  pointer: Pointer<'TFE_Context'>;
  /** For calls that end before the next one begins. */
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
