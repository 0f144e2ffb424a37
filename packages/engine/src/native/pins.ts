import { CUDA_PINS } from './cuda-pins';
import type { Kind } from './wanted-kind';

/** A file of a wheel, verified by digest. */
export interface Member {
  /** Its name inside the wheel. */
  member: string;
  /** Where it goes, where that is not its name inside the wheel: see {@link placeOf}. */
  to?: string;
  bytes: number;
  sha256: string;
  /** True for a program. */
  executable?: boolean;
}

/** Where a file goes, below the runtime's folder. */
export const placeOf = ({ member, to }: Member): string => to ?? member;

/** A wheel as pip is asked for it. */
export interface Wheel {
  requirement: string;
  /** pip's `--platform` and `--python-version`. Any would do: the wheels differ in Python's part alone. */
  platform: string;
  python: string;
  /** About how much pip downloads; progress and the check of free space count with it. */
  downloadBytes: number;
  /** The wheel's own digest, for pip to verify. Left out where each Python has a wheel of its own. */
  sha256?: string;
}

/** A wheel of NVIDIA's, and the files of it that TensorFlow's GPU build needs. */
export interface CudaPin extends Wheel {
  files: Member[];
}

/** TensorFlow as a Python wheel has it. */
export interface WheelPin extends Wheel {
  tensorflow: string;
  kind: Kind;
  libraries: Member[];
  /** The headers that the addon includes, below `tensorflow/include/` in the wheel, and one digest over all of them. */
  headers: string[];
  headersSha256: string;
  /** What the libraries load in turn; empty for the processor's. */
  cuda: CudaPin[];
}

/** TensorFlow's C library as tfjs-node's own install script fetches it. */
export interface TarballPin {
  tensorflow: string;
  kind: 'cpu';
  url: string;
  sha256: string;
  downloadBytes: number;
  /** About how much the libraries take. */
  libraryBytes: number;
  /** Names by which the libraries are loaded (their SONAME), in the tarball's `lib/`. */
  libraries: string[];
}

export interface Pins {
  wheel: WheelPin;
  tarball: TarballPin;
  gpu: WheelPin;
}

/** What may be put in place, the first choice first. The GPU build has no second one. */
export const choices = ({ wheel, tarball, gpu }: Pins, kind: Kind): [WheelPin, TarballPin?] =>
  kind === 'gpu' ? [gpu] : [wheel, tarball];

/** The headers that the addon includes: both builds have the same. */
const HEADERS = {
  headers: [
    'tensorflow/c/c_api.h',
    'tensorflow/c/c_api_macros.h',
    'tensorflow/c/tf_attrtype.h',
    'tensorflow/c/tf_buffer.h',
    'tensorflow/c/tf_datatype.h',
    'tensorflow/c/tf_status.h',
    'tensorflow/c/tf_tensor.h',
    'tensorflow/c/tf_tstring.h',
    'tensorflow/c/eager/c_api.h',
    'tensorflow/core/platform/ctstring.h',
    'tensorflow/core/platform/ctstring_internal.h',
    'tsl/platform/ctstring.h',
    'tsl/platform/ctstring_internal.h',
    'xla/tsl/c/tsl_status.h',
  ],
  headersSha256: '5cc62e06790f85a88c302ce6102435bfeeefda7478d78a4bc8c63ddcfa35a7a0',
};

/** What is put in place, to the byte. docs/native-tensorflow.md says where the digests come from. */
export const PINS: Pins = {
  wheel: {
    tensorflow: '2.21.0',
    kind: 'cpu',
    requirement: 'tensorflow-cpu==2.21.0',
    platform: 'manylinux_2_27_x86_64',
    python: '311',
    downloadBytes: 273_829_956,
    libraries: [
      {
        member: 'tensorflow/libtensorflow_cc.so.2',
        to: 'libtensorflow_cc.so.2',
        bytes: 788_086_608,
        sha256: '6505a4b9657e62100c6bdacb683957a395cb047725042945aaa50e40a71e429e',
      },
      {
        member: 'tensorflow/libtensorflow_framework.so.2',
        to: 'libtensorflow_framework.so.2',
        bytes: 65_222_328,
        sha256: 'f060b323b26ef80add21b9df9428de3aeaf2843d772c5bb098745f7abff3709b',
      },
    ],
    ...HEADERS,
    cuda: [],
  },
  tarball: {
    tensorflow: '2.9.1',
    kind: 'cpu',
    url: 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    sha256: '7f510d2546e3db5e10b1d119463689003d587842892ad3c95bca51cf82820173',
    downloadBytes: 110_000_000,
    libraryBytes: 400_000_000,
    libraries: ['libtensorflow.so.2', 'libtensorflow_framework.so.2'],
  },
  // The two libraries find NVIDIA's by a path relative to their own (`$ORIGIN/../nvidia/cublas/lib` and so on), so all
  // files keep the places that they have in the wheels.
  gpu: {
    tensorflow: '2.21.0',
    kind: 'gpu',
    requirement: 'tensorflow==2.21.0',
    platform: 'manylinux_2_27_x86_64',
    python: '311',
    downloadBytes: 572_440_367,
    libraries: [
      {
        member: 'tensorflow/libtensorflow_cc.so.2',
        bytes: 1_096_372_272,
        sha256: '2889ecc99d7641620f41a4bea538f4dd4b626f75aa3e12623161ae939054191c',
      },
      {
        member: 'tensorflow/libtensorflow_framework.so.2',
        bytes: 162_648_808,
        sha256: '98847c6f0448308159f6d3ff55e13a9e92978598c7fbb34cde63aadf35c6fe84',
      },
    ],
    ...HEADERS,
    cuda: CUDA_PINS,
  },
};
