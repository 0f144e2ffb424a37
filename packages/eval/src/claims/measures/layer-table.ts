import type { TrainedRun } from '../../report/read-run';

/** A model's layers as the notebook's summary prints them, one a line: class, output shape, parameters. */
export const layerTable = ({ run }: TrainedRun): string =>
  run.layers
    .map(({ class_name, output_shape, parameters }) => {
      const shape = output_shape.map((size) => size ?? 'None').join(', ');
      return `${class_name} (${shape}) ${parameters}`;
    })
    .join('\n');
