import type { JSX } from 'preact';

/** The plot's inside, in units of the drawing; the axes' numbers are around it. */
const SIZE = 300;

interface Point {
  recall: number;
  precision: number;
}

const x = ({ recall }: Point): number => recall * SIZE;
const y = ({ precision }: Point): number => (1 - precision) * SIZE;
const path = (curve: readonly Point[]): string =>
  curve.map((point) => `${x(point).toFixed(1)},${y(point).toFixed(1)}`).join(' ');
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/**
 * Precision over recall, with the current point.
 * @param other the other model's curve, in grey
 * @param point undefined when nothing is called malicious
 */
export function PrecisionRecallPlot(props: {
  curve: readonly Point[];
  other?: readonly Point[];
  point?: Point;
  label: string;
}): JSX.Element {
  const { curve, other, point, label } = props;
  return (
    <svg class="precision-recall" viewBox="-46 -14 360 362" role="img" aria-label={label}>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={tick * SIZE} x2={tick * SIZE} y1={0} y2={SIZE} />
          <line class="grid" x1={0} x2={SIZE} y1={tick * SIZE} y2={tick * SIZE} />
          <text x={tick * SIZE} y={SIZE + 18} text-anchor="middle">
            {tick}
          </text>
          <text x={-8} y={(1 - tick) * SIZE + 5} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      <text x={SIZE / 2} y={SIZE + 40} text-anchor="middle">
        Recall
      </text>
      <text x={8} y={SIZE - 8}>
        Precision ↑
      </text>
      {other && <polyline class="other" points={path(other)} />}
      <polyline class="curve" points={path(curve)} />
      {point && <circle class="point" cx={x(point)} cy={y(point)} r={8} />}
    </svg>
  );
}
