import type { CudaPin, Member } from './pins';

const cuda = (requirement: string, downloadBytes: number, sha256: string, files: Member[]): CudaPin => ({
  requirement,
  platform: 'manylinux2014_x86_64',
  python: '311',
  downloadBytes,
  sha256,
  files,
});

/**
 * NVIDIA's wheels for TensorFlow 2.21.0, as its extra `and-cuda` names them, at the oldest version that it allows: that is
 * CUDA 12.5.1, with which its own build_info.py says it was built, and cuDNN 9.3. Of each the files that TensorFlow, or a
 * file of these, loads; nvidia-curand-cu12 is left out, since nothing loads it.
 */
export const CUDA_PINS: CudaPin[] = [
  cuda(
    'nvidia-cuda-runtime-cu12==12.5.82',
    895_707,
    '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115',
    [
      {
        member: 'nvidia/cuda_runtime/lib/libcudart.so.12',
        bytes: 712_032,
        sha256: '16e8815a5e36a7ffbc9107df350d3f67090afb10a3de4b3710f6928aa7994a36',
      },
    ],
  ),
  cuda(
    'nvidia-cublas-cu12==12.5.3.2',
    363_313_169,
    'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b',
    [
      {
        member: 'nvidia/cublas/lib/libcublas.so.12',
        bytes: 104_128_480,
        sha256: '797b64342af51be6f1623a68b37cc4ec80cb9724438024f927fe55f81c4f90bf',
      },
      {
        member: 'nvidia/cublas/lib/libcublasLt.so.12',
        bytes: 446_820_528,
        sha256: '89977bc9e7b237be98552739507b9d1102d410044345abb3f54aa2f45460a32a',
      },
    ],
  ),
  cuda('nvidia-cudnn-cu12==9.3.0.75', 577_163_502, '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d', [
    {
      member: 'nvidia/cudnn/lib/libcudnn.so.9',
      bytes: 108_760,
      sha256: 'a9524237f7e6d7fb3550b65b0676ad643929e812d0bac87e636ba68bc99e7b60',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_adv.so.9',
      bytes: 245_380_928,
      sha256: '55e6b506623443c880e27db7922b4f9ecf30244a52632a038fc1e1c58bf72009',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_cnn.so.9',
      bytes: 6_301_232,
      sha256: '859e1ae5e8bdbd9199ccf4d40f5f7897c684efca34fb51fd21fab5234994d470',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9',
      bytes: 452_999_128,
      sha256: 'fd7e18f04dd76b0a91067b616090f69025e5ed8fe9cd6c75e3cecc3f1721a34e',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_engines_runtime_compiled.so.9',
      bytes: 12_594_608,
      sha256: 'b832e5d206ebd9680eda4c0799b68f062ac5816288d35810cebe60ee5ab90fcc',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_graph.so.9',
      bytes: 4_362_800,
      sha256: '064c7a2a2ffbfd51f1e21139f735dd9484bd8718a016e7814166eacd85d92eac',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_heuristic.so.9',
      bytes: 54_529_720,
      sha256: '83e4a8546748b7095de4c2be849529f79f9f99123185c43554ff18c028d200cb',
    },
    {
      member: 'nvidia/cudnn/lib/libcudnn_ops.so.9',
      bytes: 109_061_784,
      sha256: '89a374d8dee1b8a14c7e14d63d2fa33c1812df88ab8f0a39eac28e027f2d901d',
    },
  ]),
  cuda(
    'nvidia-cufft-cu12==11.2.3.61',
    192_524_114,
    '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8',
    [
      {
        member: 'nvidia/cufft/lib/libcufft.so.11',
        bytes: 276_827_776,
        sha256: '1717df98715048c2f3c5b2f71801ce71ec5964051079441b0e24a7f70aac1b45',
      },
    ],
  ),
  cuda(
    'nvidia-cusolver-cu12==11.6.3.83',
    130_341_232,
    '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b',
    [
      {
        member: 'nvidia/cusolver/lib/libcusolver.so.11',
        // libtensorflow_framework.so.2 looks for it and has no path to its own folder: without it no GPU is used.
        to: 'nvidia/cusparse/lib/libcusolver.so.11',
        bytes: 127_953_480,
        sha256: 'e6cab63a8e967d245ccbc2eb4eb977aa98f3c61595042500a902466a4d8d9286',
      },
    ],
  ),
  cuda(
    'nvidia-cusparse-cu12==12.5.1.3',
    217_558_979,
    '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752',
    [
      {
        member: 'nvidia/cusparse/lib/libcusparse.so.12',
        bytes: 295_715_544,
        sha256: '51c49bf359bc9a5ac6191a50866a171eb5f28cc6eb57ac0e30253dd6a259f2a6',
      },
    ],
  ),
  cuda(
    'nvidia-nvjitlink-cu12==12.5.82',
    21_298_879,
    'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212',
    [
      {
        member: 'nvidia/nvjitlink/lib/libnvJitLink.so.12',
        bytes: 54_560_656,
        sha256: 'fc73ecb6ae4253cbc7e991fe22539961f3ae4adbb1841e972bb037d708211575',
      },
    ],
  ),
  // cuDNN looks for it in `nvrtc`, not where its wheel has it.
  cuda(
    'nvidia-cuda-nvrtc-cu12==12.5.82',
    24_873_108,
    '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd',
    [
      {
        member: 'nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.12.5',
        to: 'nvidia/nvrtc/lib/libnvrtc-builtins.so.12.5',
        bytes: 5_322_632,
        sha256: '02249f23640dc39ac970fc1b040ef79cfa3f534d364b435a19de678a97752901',
      },
      {
        member: 'nvidia/cuda_nvrtc/lib/libnvrtc.so.12',
        to: 'nvidia/nvrtc/lib/libnvrtc.so.12',
        bytes: 62_921_032,
        sha256: 'ded4f1c4bf6a2e91f06ceea25c9aa8c1e44a7d8b6ff3bbe22c3b2dabe64debd8',
      },
    ],
  ),
  // Of the compiler only what TensorFlow calls: the assembler and the device functions.
  cuda(
    'nvidia-cuda-nvcc-cu12==12.5.82',
    22_468_537,
    'b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0',
    [
      {
        member: 'nvidia/cuda_nvcc/bin/ptxas',
        bytes: 30_924_560,
        sha256: '08f9de5d031cd59f61e576ebc82dd5d3c785f9b6db5a5356e3279289445f3e2f',
        executable: true,
      },
      {
        member: 'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
        bytes: 483_796,
        sha256: '8c593e48547f85458b6bfbed93a2e6b05484644ccc6b429bb0d8424e06a68b6c',
      },
    ],
  ),
  cuda(
    'nvidia-cuda-cupti-cu12==12.5.82',
    13_811_507,
    'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953',
    [
      {
        member: 'nvidia/cuda_cupti/lib/libcupti.so.12',
        bytes: 7_807_144,
        sha256: '979eb4bbc3c4b209bf0c9e97f57116303f35abbdea9a5773b8952fc9e4d55b00',
      },
    ],
  ),
  cuda('nvidia-nccl-cu12==2.27.7', 322_546_339, 'de5ba5562f08029a19cb1cd659404b18411ed0d6c90ac5f52f30bf99ad5809aa', [
    {
      member: 'nvidia/nccl/lib/libnccl.so.2',
      bytes: 430_126_192,
      sha256: '6c1668de8ee712a46ac0a5d2d77fdff0e35b5e0869fb83ff4875088f39dea2b8',
    },
  ]),
];
