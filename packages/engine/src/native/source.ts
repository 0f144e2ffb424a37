import type { TarballPin, WheelPin } from './pins';

/** What a source leaves in the folder that it was given. */
export interface Unpacked {
  /** The folder of TensorFlow's headers, somewhere below. Only the compiler needs it. */
  include: string;
  /** The libraries, directly in the folder, and their verified digests. */
  libraries: Record<string, string>;
}

/** One way to TensorFlow's libraries. */
export interface Source {
  pin: WheelPin | TarballPin;
  /** For people: `tensorflow-cpu==2.21.0 by pip`. */
  name: string;
  /** Bytes that fetching and unpacking take at their peak. */
  needs: number;
  /** Fetches, unpacks and verifies into an empty folder; may leave other files there. @throws Problem */
  unpack(folder: string): Promise<Unpacked>;
}
