// Writes what check_models.py reads: ts-node tools/parity/write-models.ts FOLDER
// For each of the five models, with the formula's weights: MODEL.h5, and MODEL.json with the input's shape and our outputs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileDigest, reportFailure } from '@reprise/base';
import { tf } from '@reprise/engine';
import { writeKerasH5 } from '@reprise/training';
import { MODELS } from '@reprise/eval';
import { formulaInput, formulaModel } from '@reprise/training/testing';
import { folderArgument } from './folder-argument';

async function main(): Promise<void> {
  const folder = folderArgument('write-models', '/tmp/models');
  mkdirSync(folder, { recursive: true });
  for (const name of MODELS) {
    const model = formulaModel(name);
    const file = join(folder, `${name}.h5`);
    await writeKerasH5(model, file);
    const input = formulaInput(model);
    const output = model.predict(input) as tf.Tensor;
    const about = {
      sha256: await fileDigest(file),
      input: { shape: input.shape, dtype: input.dtype, values: Array.from(input.dataSync()) },
      output: { shape: output.shape, values: Array.from(output.dataSync()) },
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(about));
    tf.dispose([input, output]);
    model.dispose();
  }
}

main().catch(reportFailure);
