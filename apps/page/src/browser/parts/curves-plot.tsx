import { type ScaleLinear, scaleLinear, scaleLog, type ScaleLogarithmic } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fixed } from './format';

/** One line of a plot. */
export interface PlottedCurve {
  /** What its values are: `val_loss`. */
  name: string;
  /** Whose they are: what trains now, the run whose models the page has, or the notebook. */
  role: 'ours' | 'run' | 'notebook';
  values: readonly number[];
  /** The epoch of each value: 1, 2, … by default. */
  at?: readonly number[];
}

const ROLES = { ours: 'ours', run: 'recorded run', notebook: 'notebook' } as const;
const HEIGHT = 240;
const MARGIN = { top: 8, right: 12, bottom: 40, left: 52 };

interface Point {
  epoch: number;
  value: number;
}

const pointsOf = ({ values, at }: PlottedCurve): Point[] =>
  values.map((value, i) => ({ epoch: at?.[i] ?? i + 1, value })).filter(({ value }) => Number.isFinite(value));

/** An element's width in pixels: text in a stretched drawing would be too small on a phone. */
function useWidth(): [(element: Element | null) => void, number] {
  const [element, setElement] = useState<Element | null>(null);
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.max(220, contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}

/** Times as large as the least value that the greatest is when the axis is logarithmic: a training that diverges. */
const LOGARITHMIC = 100;

/** The axis of the values. */
function valueScale(values: readonly number[]): ScaleLinear<number, number> | ScaleLogarithmic<number, number> {
  const pixels = [HEIGHT - MARGIN.bottom, MARGIN.top];
  if (values.length === 0) return scaleLinear([0, 1], pixels);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least > 0 && most > LOGARITHMIC * least
    ? scaleLog([least, most], pixels).nice()
    : scaleLinear([least, most], pixels).nice(5);
}

/** Few enough ticks to read: of a logarithmic axis the powers of ten, every other one of many. */
function valueTicks(scale: ReturnType<typeof valueScale>): number[] {
  if (!('base' in scale)) return scale.ticks(5);
  const powers = scale.ticks().filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e9) / 1e9));
  return powers.filter((_, i) => i % Math.ceil(powers.length / 6) === 0);
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const tickText = (tick: number): string => compact.format(tick);

interface CurvesPlotProps {
  /** What the plot shows: a short title. */
  title: string;
  curves: readonly PlottedCurve[];
  /** The last epoch of the axis, if that is known before the curves reach it. */
  epochs?: number;
}

/** What the plot draws of a curve. */
interface Drawn {
  curve: PlottedCurve;
  points: Point[];
  /** Colour by role, dashes by name. */
  style: string;
  label: string;
}

/** The curves as a table: each epoch that one of them has a value for. */
const Table = ({ drawn }: { drawn: readonly Drawn[] }): JSX.Element => {
  const epochs = [...new Set(drawn.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  return (
    <details>
      <summary>As a table</summary>
      <div class="scrolls" tabIndex={0} role="group" aria-label="Table of the curves">
        <table class="curves-table">
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              {drawn.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {epochs.map((epoch) => (
              <tr key={epoch}>
                <th scope="row">{epoch}</th>
                {drawn.map(({ label, points }) => {
                  const point = points.find((one) => one.epoch === epoch);
                  return <td key={label}>{point ? fixed(point.value) : '–'}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

/**
 * Curves over epochs, with the values at the epoch that the pointer or the arrow keys choose, the last one by default, and the
 * same as a table.
 */
export function CurvesPlot({ title, curves, epochs = 1 }: CurvesPlotProps): JSX.Element {
  const [frame, width] = useWidth();
  const [chosen, setChosen] = useState<number>();
  const svg = useRef<SVGSVGElement>(null);
  const names = [...new Set(curves.map(({ name }) => name))];
  const drawn = curves.map((curve): Drawn => {
    const style = `curve ${curve.role} name-${names.indexOf(curve.name)}`;
    return { curve, points: pointsOf(curve), style, label: `${curve.name}, ${ROLES[curve.role]}` };
  });
  const points = drawn.flatMap((one) => one.points);
  const last = Math.max(epochs, ...points.map(({ epoch }) => epoch));
  const values = points.map(({ value }) => value);
  const x = scaleLinear(
    [Math.min(1, ...points.map(({ epoch }) => epoch)), Math.max(2, last)],
    [MARGIN.left, width - MARGIN.right],
  );
  const y = valueScale(values);
  const path = line<Point>(
    ({ epoch }) => x(epoch),
    ({ value }) => y(value),
  );
  const ours = drawn.filter(({ curve }) => curve.role === 'ours').flatMap((one) => one.points);
  const newest = Math.max(1, ...(ours.length > 0 ? ours : points).map(({ epoch }) => Math.floor(epoch)));
  const epoch = Math.min(chosen ?? newest, Math.floor(last));
  /** A curve's value at the chosen epoch: of several within it, the last. */
  const at = ({ points: own }: Drawn): Point | undefined => own.findLast((point) => Math.floor(point.epoch) === epoch);
  const told = drawn.flatMap((one) => {
    const point = at(one);
    return point ? [`${one.label} ${fixed(point.value)}`] : [];
  });
  const choose = (next: number): void => setChosen(Math.min(Math.floor(last), Math.max(1, next)));
  const onKeyDown = (event: TargetedKeyboardEvent<SVGSVGElement>): void => {
    const keys: Record<string, number> = { ArrowLeft: epoch - 1, ArrowRight: epoch + 1, Home: 1, End: last };
    if (!(event.key in keys) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(keys[event.key]);
  };
  const onPointer = (event: TargetedPointerEvent<SVGSVGElement>): void =>
    choose(Math.round(x.invert(event.clientX - svg.current!.getBoundingClientRect().left)));
  return (
    <figure class="curves" ref={frame}>
      <figcaption>{title}</figcaption>
      <svg
        ref={svg}
        width={width}
        height={HEIGHT}
        tabindex={0} // SVG knows no other case
        role="slider"
        aria-label={`${title}: epoch`}
        aria-valuemin={1}
        aria-valuemax={Math.floor(last)}
        aria-valuenow={epoch}
        aria-valuetext={`Epoch ${epoch}: ${told.join('; ') || 'no values'}`}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
      >
        {valueTicks(y).map((tick) => (
          <g key={tick} class="tick">
            <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text x={MARGIN.left - 8} y={y(tick)} dy="0.32em" text-anchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {x
          .ticks(Math.min(10, width / 48))
          .filter(Number.isInteger)
          .map((tick) => (
            <text key={tick} class="tick" x={x(tick)} y={HEIGHT - MARGIN.bottom + 18} text-anchor="middle">
              {tick}
            </text>
          ))}
        <text class="tick" x={(MARGIN.left + width - MARGIN.right) / 2} y={HEIGHT - 4} text-anchor="middle">
          Epoch
        </text>
        <line class="chosen" x1={x(epoch)} x2={x(epoch)} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
        {drawn.map((one) => {
          const point = at(one);
          return (
            <g key={one.label} class={one.style}>
              <path d={path(one.points) ?? ''} />
              {point && <circle cx={x(point.epoch)} cy={y(point.value)} r={4} />}
            </g>
          );
        })}
      </svg>
      <ul class="curves-legend" aria-label={`Values at epoch ${epoch}`}>
        {drawn.map((one) => (
          <li key={one.label}>
            <svg width={28} height={10} class={one.style} aria-hidden="true">
              <path d="M1,5H27" />
            </svg>
            {one.label} <data value={at(one)?.value}>{at(one) ? fixed(at(one)!.value) : '–'}</data>
          </li>
        ))}
        <li>at epoch {epoch}</li>
      </ul>
      <Table drawn={drawn} />
    </figure>
  );
}
