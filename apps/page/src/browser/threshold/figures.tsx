import type { JSX } from 'preact';
import { count } from '../parts/format';
import { Num } from '../parts/number';
import { properties } from '../parts/style-properties';
import type { OperatingPoint } from './operating-point';

/** @example percent(0.98132) // '98.13 %' */
export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A share as a bar and a number. @param value null when there is none @param plain takes no model */
function Share(props: { name: string; value: number | null; what: string; plain?: boolean }): JSX.Element {
  const { name, value, what, plain } = props;
  return (
    <div class={plain ? 'plain' : undefined}>
      <dt>
        {name} <small>{what}</small>
      </dt>
      <dd>
        <span class="bar" aria-hidden="true" ref={properties({ '--part': value ?? 0 })} />
        {value === null ? '–' : <Num value={value} text={percent(value)} />}
      </dd>
    </div>
  );
}

/** How many URLs of each kind are called what. */
function Confusion({ matrix: [[passed, alarms], [missed, found]] }: OperatingPoint): JSX.Element {
  return (
    <table class="confusion">
      <caption>URLs of the test set</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">called benign</th>
          <th scope="col">called malicious</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">benign</th>
          <td>{count(passed)}</td>
          <td>
            {count(alarms)} <small>false alarms</small>
          </td>
        </tr>
        <tr>
          <th scope="row">malicious</th>
          <td>
            {count(missed)} <small>missed</small>
          </td>
          <td>{count(found)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The figures at a threshold. @param always the accuracy of the answer "benign" */
export const Figures = ({ point, always }: { point: OperatingPoint; always: number }): JSX.Element => (
  <div>
    <dl class="shares">
      <Share name="Recall" value={point.recall} what="malicious URLs found" />
      <Share name="Precision" value={point.precision} what="called malicious, and are" />
      <Share name="Accuracy" value={point.accuracy} what="all URLs called right" />
      <Share name="Always benign" value={always} what="accuracy without a model" plain />
      <div>
        <dt>False alarms</dt>
        <dd>
          <Num value={point.falseAlarms} text={point.falseAlarms.toFixed(1)} /> per thousand benign URLs
        </dd>
      </div>
    </dl>
    <Confusion {...point} />
  </div>
);
