import type { TarballPin, WheelPin } from './pins';

/** What a source leaves in the folder that it was given. Files go by their path in it and have verified digests. */
export interface Unpacked {
  /** The folder of TensorFlow's headers, somewhere below. Only the compiler needs it. */
  include: string;
  /** The libraries that the addon is linked with, side by side. */
  libraries: Record<string, string>;
  /** What those load in turn. */
  loaded: Record<string, string>;
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
