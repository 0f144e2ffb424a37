import type { Wheel } from '@reprise/base';
import type { Kind } from '../gpu';
import pins from '../pins.json';

/** A file of a wheel, verified by digest. */
export interface Member {
  /** Its name in the wheel. */
  member: string;
  /** Its path in the runtime's folder; the name in the wheel by default. */
  to?: string;
  bytes: number;
  sha256: string;
  /** True for a program. */
  executable?: boolean;
}

/** A wheel of NVIDIA's and the files of it that TensorFlow's GPU build loads. */
interface CudaPin extends Wheel {
  files: Member[];
}

/**
 * The wheel with TensorFlow's two libraries, and the wheels with the libraries that those load. The libraries are pinned
 * instead of TensorFlow's wheel: there is one for each Python, with the same libraries.
 */
export interface LibraryPin extends Wheel {
  tensorflow: string;
  kind: Kind;
  libraries: Member[];
  /** Empty for the processor's build. */
  cuda: CudaPin[];
}

/** By platform and architecture, as Node names them. `npx nx run runtime:check-wheels` verifies them. */
export type Pins = Record<'linux x64' | 'linux x64 gpu' | 'linux arm64' | 'darwin arm64', LibraryPin>;

export const PINS = pins as Pins;

/** A file's path in the runtime's folder. */
export const placeOf = ({ member, to }: Member): string => to ?? member;

/** All files of a runtime. */
export const filesOf = ({ libraries, cuda }: LibraryPin): Member[] => [
  ...libraries,
  ...cuda.flatMap(({ files }) => files),
];
