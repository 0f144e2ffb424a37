import type { JSX } from 'preact';
import type { TabTrainingEntry } from '../../page-data';
import { CurvesPlot, type PlottedCurve } from '../parts/curves-plot';
import type { Progress } from './progress';

/** Epochs that a plot has at least. */
const LEAST = 10;

/** Loss and accuracy of the training in the tab, over the run's curves and the notebook's. */
export function LivePlots({ progress, entry }: { progress: Progress; entry: TabTrainingEntry }): JSX.Element {
  const { parts } = progress;
  const epochs = Math.max(LEAST, Math.ceil(progress.last?.epochs ?? 0));
  const curves = (name: 'loss' | 'acc', values: readonly number[]): PlottedCurve[] => {
    const { run, notebook } = entry.curves;
    const given = [
      { name, role: 'run' as const, values: run[name]?.slice(0, epochs) },
      { name, role: 'notebook' as const, values: notebook[name]?.slice(0, epochs) },
    ];
    const at = parts.map((part) => Number(part.epochs.toFixed(2)));
    return [
      { name, role: 'ours', values, at },
      ...given.flatMap(({ values, ...curve }) => (values ? [{ ...curve, values }] : [])),
    ];
  };
  return (
    <div class="live-plots">
      <CurvesPlot
        title="Loss"
        epochs={epochs}
        curves={curves(
          'loss',
          parts.map(({ loss }) => loss),
        )}
      />
      {entry.curves.run.acc && (
        <CurvesPlot
          title="Accuracy"
          epochs={epochs}
          curves={curves(
            'acc',
            parts.map(({ accuracy }) => accuracy),
          )}
        />
      )}
    </div>
  );
}
