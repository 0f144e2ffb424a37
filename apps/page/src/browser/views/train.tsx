import type { JSX } from 'preact';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { ModelEntry, PageData, TabTrainingEntry } from '../../page-data';
import { announce } from '../parts/announce';
import { megabytes } from '../parts/bytes';
import { count } from '../parts/format';
import { best, Classes, Reconstruction } from '../parts/image-answers';
import { nearestStop } from '../parts/nearest-stop';
import { Num } from '../parts/number';
import { PictureCanvas } from '../parts/picture-canvas';
import { Draw, Gallery } from '../parts/picture-input';
import { StopsSlider } from '../parts/stops-slider';
import { usePicture } from '../parts/use-picture';
import { useParam } from '../route';
import type { StartedBackend } from '../training/backend';
import { LivePlots } from '../training/live-plots';
import { lossText } from '../training/loss-text';
import { type EpochAnswer, sessionOf, type SessionState, type Visitor } from '../training/session';
import type { Knobs } from '../training/tab-training';

const RATES = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const DROPOUTS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

type Trainable = ModelEntry & { state: 'ready'; training: TabTrainingEntry };
const isTrainable = (model: ModelEntry): model is Trainable => model.state === 'ready' && model.training !== undefined;

/** What the address says of the sliders; the run's settings by default. */
function useKnobs({ optimizer, batchSize, dropout = 0 }: TabTrainingEntry) {
  const usual = { rate: optimizer.learning_rate, batch: batchSize, dropout };
  const knob = (name: keyof typeof usual, stops: readonly number[]) => {
    const [text, set] = useParam(name, String(usual[name]));
    return {
      stops,
      usual: usual[name],
      value: nearestStop(stops, Number(text)),
      onChange: (v: number) => set(String(v)),
    };
  };
  return { rate: knob('rate', RATES), batch: knob('batch', BATCHES), dropout: knob('dropout', DROPOUTS) };
}

/** Where the tab computes, and why not faster. */
const Backend = ({ title, refused }: StartedBackend): JSX.Element => (
  <div id="backend">
    <p>
      Computed by <strong>{title}</strong>.
    </p>
    {refused.length > 0 && (
      <details>
        <summary>Why not faster?</summary>
        <ul>
          {refused.map((one) => (
            <li key={one.title}>
              {one.title}: {one.why}
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
);

/** The latest step in numbers. */
function Latest({ progress: { last, epochs } }: SessionState): JSX.Element {
  if (last === undefined) return <p id="latest">No step yet.</p>;
  const mean = epochs.at(-1);
  return (
    <p id="latest">
      Step {last.step}, epoch {last.epochs.toFixed(2)}: loss <Num value={last.loss} text={lossText(last.loss)} />
      {mean && (
        <>
          ; mean of epoch {mean.epochs}: <Num value={mean.loss} text={lossText(mean.loss)} />
        </>
      )}
    </p>
  );
}

/** What the model in training makes of the picture, after each epoch. */
function Answers({ answers, classes }: { answers: readonly EpochAnswer[]; classes: readonly string[] }): JSX.Element {
  return (
    <ol id="answers" class="epoch-answers" aria-label="The picture after each epoch">
      {answers.map(({ epoch, output }) => {
        const top = best(output);
        return (
          <li key={epoch}>
            <span>{epoch === 0 ? 'Before training' : `Epoch ${epoch}`}</span>
            {output.length === classes.length ? (
              <span>
                {classes[top]} <Num value={output[top]} text={output[top].toFixed(2)} />
              </span>
            ) : (
              <PictureCanvas pixels={output} white={1} label={`The reconstruction after epoch ${epoch}`} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface TrainerProps {
  model: Trainable;
  data: PageData;
}

/** Training of one model. */
function Trainer({ model, data }: TrainerProps): JSX.Element {
  const session = sessionOf(model.name, data);
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => session.watch(() => render(undefined)), [session]);
  const { rate, batch, dropout } = useKnobs(model.training);
  const picture = usePicture(data);
  /** Both may change while a step runs. */
  const latest = useRef<{ knobs: Knobs; picture?: Uint8Array }>(undefined);
  const hasDropout = model.training.dropout !== undefined;
  latest.current = {
    knobs: { learningRate: rate.value, batchSize: batch.value, dropout: hasDropout ? dropout.value : 0 },
    picture: picture.shown?.picture,
  };
  const visitor: Visitor = { knobs: () => latest.current!.knobs, picture: () => latest.current!.picture };
  const { phase, backend, progress, diagnosis, answers, why } = session.state;
  const loaded = phase === 'paused' || phase === 'running';
  useEffect(() => {
    if (loaded) void session.answer(visitor);
  }, [loaded, picture.shown]);
  const mean = progress.epochs.at(-1);
  useEffect(() => {
    if (mean) announce(`Epoch ${mean.epochs}: loss ${lossText(mean.loss)}.`);
  }, [mean]);
  useEffect(() => {
    if (diagnosis) announce(diagnosis.text);
  }, [diagnosis?.text]);
  const output = answers.at(-1)?.output;
  return (
    <>
      <div class="train-controls">
        <StopsSlider id="rate" label="Learning rate" {...rate} />
        <StopsSlider id="batch" label="Batch size" {...batch} />
        {hasDropout && <StopsSlider id="dropout" label="Dropout" {...dropout} />}
      </div>
      <div class="tools" role="group" aria-label="Training">
        {loaded ? (
          <>
            <button
              id="start"
              class="primary"
              type="button"
              disabled={diagnosis?.ends}
              onClick={() => (phase === 'running' ? session.pause() : void session.start(visitor))}
            >
              {phase === 'running' ? 'Pause' : 'Start'}
            </button>
            <button
              id="step"
              type="button"
              disabled={phase === 'running' || diagnosis?.ends}
              onClick={() => void session.step(visitor)}
            >
              One step
            </button>
            <button id="reset" type="button" onClick={() => void session.reset(visitor)}>
              Reset
            </button>
          </>
        ) : (
          <button
            id="load"
            class="primary"
            type="button"
            disabled={phase === 'loading'}
            onClick={() => void session.load(visitor)}
          >
            {phase === 'loading'
              ? 'Loading…'
              : `Load ${data.slice!.rows} training images (${megabytes(data.slice!.bytes)})`}
          </button>
        )}
      </div>
      {why && (
        <p class="problem" role="alert">
          {why} Reload the page to try again.
        </p>
      )}
      {backend && <Backend {...backend} />}
      <Latest {...session.state} />
      {diagnosis && (
        <p id="diagnosis" class="notice">
          {diagnosis.text}
        </p>
      )}
      <LivePlots progress={progress} entry={model.training} />
      <h3>Your picture, classified again after every epoch</h3>
      <Gallery {...picture} />
      <div class="picture-columns">
        <Draw {...picture} />
        <div>
          {output && picture.shown && (
            <article class="card" aria-label={`${model.title} in training`}>
              {model.name === 'lenet' ? (
                <Classes shown={picture.shown} output={output} classes={data.classes} />
              ) : (
                <Reconstruction shown={picture.shown} output={output} />
              )}
            </article>
          )}
          <Answers answers={answers} classes={data.classes} />
        </div>
      </div>
    </>
  );
}

/** Trains a model in the tab. */
export default function TrainView({ data }: { data: PageData }): JSX.Element {
  const models = data.models.filter(isTrainable);
  const [chosen, choose] = useParam('model', 'lenet');
  const model = models.find(({ name }) => name === chosen) ?? models[0];
  if (model === undefined || data.slice === undefined)
    return (
      <>
        <p>Training in the tab starts from the run’s initial weights, which this build does not have. Train again:</p>
        <pre>
          <code>{`npx nx run vision:lenet:${data.profile} --seed=${data.seed}\n${data.command}`}</code>
        </pre>
      </>
    );
  return (
    <>
      <p>
        Your browser trains the model as the run did: from the same initial weights, on the same rows in the same order,
        with the same formulas.{' '}
        {data.profile === 'full' &&
          `Its epochs have 60,000 images, an epoch here has ${count(data.slice.rows)}: the curve falls more slowly. `}
        At a learning rate of 1 the LeNet shows what divergence is.
      </p>
      <div class="tool-group" role="group" aria-label="Model">
        {models.map(({ name, title }) => (
          <button key={name} type="button" aria-pressed={name === model.name} onClick={() => choose(name)}>
            {title}
          </button>
        ))}
      </div>
      <Trainer key={model.name} model={model} data={data} />
    </>
  );
}
