import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageData, PageModel } from '../../page-data';
import { THRESHOLDS } from '../../thresholds';
import { count } from '../parts/format';
import { useLateParam } from '../parts/use-late-param';
import { useParam } from '../route';
import { changedRows } from '../threshold/changed-rows';
import { ChangedUrls } from '../threshold/changed-urls';
import { Figures, percent } from '../threshold/figures';
import { nearestThreshold, type OperatingPoint, operatingPoint, precisionRecall } from '../threshold/operating-point';
import { PrecisionRecallPlot } from '../threshold/precision-recall-plot';
import { type LoadedTestUrls, useTestUrls } from '../threshold/use-test-urls';

/** The notebook's threshold. */
const USUAL = 0.5;
/** Thresholds between which the view says how far the figures move. */
const SPAN = [0.1, 0.9];

/** How far a figure moves between two thresholds. */
function range(points: readonly OperatingPoint[], figure: 'accuracy' | 'recall'): string {
  const values = points
    .filter((_, i) => THRESHOLDS[i] >= SPAN[0] && THRESHOLDS[i] <= SPAN[1])
    .map((point) => point[figure] ?? 0);
  return `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
}

interface ModelProps {
  data: PageData;
  model: PageModel;
  titles: Record<string, string>;
}

/** A model's figures at a threshold, and what follows when the threshold moves. */
function AtThreshold({ loaded, model, titles }: Omit<ModelProps, 'data'> & { loaded: LoadedTestUrls }): JSX.Element {
  const [text, setText] = useLateParam('at', String(USUAL));
  const at = nearestThreshold(text);
  const { labels, urls, predictions } = loaded;
  const probabilities = predictions.get(model)!;
  const curves = useMemo(
    () => new Map([...predictions].map(([name, scores]) => [name, precisionRecall(labels, scores)])),
    [loaded],
  );
  const everywhere = useMemo(
    () => THRESHOLDS.map((threshold) => operatingPoint(labels, probabilities, threshold)),
    [loaded, model],
  );
  const point = everywhere[THRESHOLDS.indexOf(at)];
  const malicious = labels.reduce((sum, label) => sum + label, 0);
  const always = 1 - malicious / labels.length;
  const other = [...predictions.keys()].find((name) => name !== model);
  const changed = (label: 0 | 1) => changedRows({ labels, probabilities }, label, USUAL, at);
  const { precision, recall } = point;
  return (
    <>
      <label class="threshold" for="threshold">
        A URL is called malicious above a probability of{' '}
        <output for="threshold" aria-live="off">
          {at}
        </output>
        <input
          id="threshold"
          type="range"
          min={0}
          max={THRESHOLDS.length - 1}
          value={THRESHOLDS.indexOf(at)}
          aria-valuetext={`${at}: recall ${percent(recall ?? 0)}, accuracy ${percent(point.accuracy)}`}
          onInput={({ currentTarget }) => setText(String(THRESHOLDS[Number(currentTarget.value)]))}
        />
      </label>
      <p class="follows">
        Between thresholds of {SPAN[0]} and {SPAN[1]}, accuracy is {range(everywhere, 'accuracy')}; recall is{' '}
        {range(everywhere, 'recall')}. A program that always answers “benign” has an accuracy of {percent(always)} and
        finds none of the {count(malicious)} malicious URLs.
        {model === 'birnn' &&
          ' This RNN was fitted once, as the notebook’s cell reads; the findings are about two fits.'}
      </p>
      <div class="threshold-columns" data-model={model}>
        <Figures point={point} always={always} />
        <figure>
          <PrecisionRecallPlot
            curve={curves.get(model)!}
            other={other && curves.get(other)}
            point={precision === null || recall === null ? undefined : { precision, recall }}
            label={`Precision over recall of the ${titles[model]}, with the point at threshold ${at}`}
          />
          <figcaption>
            Each threshold is a point of the curve: more recall costs precision.
            {other && ` Grey: ${titles[other]}.`}
          </figcaption>
        </figure>
      </div>
      <h3>
        {at === USUAL
          ? 'The notebook’s threshold, 0.5'
          : `What changes between ${USUAL}, the notebook’s threshold, and ${at}`}
      </h3>
      {at === USUAL ? (
        <p>Move the threshold: the URLs that change sides are listed here.</p>
      ) : (
        <div class="cards">
          <ChangedUrls title={at < USUAL ? 'Found' : 'Missed'} rows={changed(1)} urls={urls} />
          <ChangedUrls title={at < USUAL ? 'New false alarms' : 'False alarms avoided'} rows={changed(0)} urls={urls} />
        </div>
      )}
    </>
  );
}

function Ready({ data, ...props }: ModelProps): JSX.Element {
  const loaded = useTestUrls(data);
  return loaded ? <AtThreshold {...props} loaded={loaded} /> : <p class="status">Loading…</p>;
}

/** Why accuracy says little about the URL models: a threshold to move, on the test set's predictions. */
export default function ThresholdView({ data }: { data: PageData }): JSX.Element {
  const [wanted, choose] = useParam('model', data.testUrls[0].name);
  const titles = Object.fromEntries(data.models.map(({ name, title }) => [name, title]));
  const chosen = data.testUrls.find(({ name }) => name === wanted) ?? data.testUrls[0];
  return (
    <>
      <fieldset class="choice">
        <legend class="unseen">Model</legend>
        {data.testUrls.map(({ name }) => (
          <label key={name}>
            <input type="radio" name="threshold-model" checked={name === chosen.name} onChange={() => choose(name)} />{' '}
            {titles[name]}
          </label>
        ))}
      </fieldset>
      {chosen.state === 'missing' ? (
        <p class="problem">{chosen.why}</p>
      ) : (
        <Ready data={data} model={chosen.name} titles={titles} />
      )}
    </>
  );
}
