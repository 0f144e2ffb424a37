import type { Wheel } from '@reprise/base';
import type { Kind } from '../wanted-kind';
import pins from './pins.json';

/** A file of a wheel, verified by digest. */
export interface Member {
  /** Its name inside the wheel. */
  member: string;
  /** Its path in the runtime's folder, if that is not its name inside the wheel. */
  to?: string;
  bytes: number;
  sha256: string;
  /** True for a program. */
  executable?: boolean;
}

/** A wheel of NVIDIA's, and the files of it that TensorFlow's GPU build loads. */
export interface CudaPin extends Wheel {
  files: Member[];
}

/**
 * TensorFlow's two libraries as a Python wheel has them, and the wheels whose libraries those load. TensorFlow has a wheel
 * for each Python, with the same libraries, so those are pinned and not the wheel.
 */
export interface LibraryPin extends Wheel {
  tensorflow: string;
  kind: Kind;
  libraries: Member[];
  /** Empty for the processor's build. */
  cuda: CudaPin[];
}

/** By platform and architecture, as Node names them. docs/native-tensorflow.md says where the digests come from. */
export type Pins = Record<'linux x64' | 'linux x64 gpu' | 'linux arm64' | 'darwin arm64', LibraryPin>;

export const PINS = pins as Pins;

/** A file's path in the runtime's folder. */
export const placeOf = ({ member, to }: Member): string => to ?? member;

/** All files of a runtime. */
export const filesOf = ({ libraries, cuda }: LibraryPin): Member[] => [
  ...libraries,
  ...cuda.flatMap(({ files }) => files),
];
