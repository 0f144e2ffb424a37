import { Component, type ComponentChildren, type ComponentType, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageData } from '../page-data';
import { Announcer } from './parts/announce';
import { Num } from './parts/number';
import { useRoute } from './route';
import { VIEWS } from './views/views';

/** Shows what a view throws. */
class Problems extends Component<{ children: ComponentChildren }, { why?: string }> {
  override state: { why?: string } = {};
  override componentDidCatch(error: Error): void {
    this.setState({ why: error.message });
  }
  override render(): ComponentChildren {
    if (this.state.why === undefined) return this.props.children;
    return (
      <p class="problem" role="alert">
        {this.state.why} Reload the page, or build it again.
      </p>
    );
  }
}

/** Each model's metric on the test set. */
const Figures = ({ models }: PageData): JSX.Element => (
  <dl id="figures" class="figures">
    {models.map((model) => (
      <div key={model.name}>
        <dt>{model.title}</dt>
        <dd>
          {model.state === 'ready' ? <Num value={model.metric.value} /> : '–'}
          <small>{model.state === 'ready' ? model.metric.name : 'missing'}</small>
        </dd>
      </div>
    ))}
  </dl>
);

/** Loads a view's code when it is first shown. */
function CurrentView({ name, data }: { name: string; data: PageData }): JSX.Element {
  const [View, setView] = useState<ComponentType<{ data: PageData }>>();
  const [why, setWhy] = useState<Error>();
  useEffect(() => {
    VIEWS.find((view) => view.name === name)!
      .load()
      .then(({ default: loaded }) => setView(() => loaded), setWhy);
  }, [name]);
  if (why) throw why;
  return View ? <View data={data} /> : <p class="status">Loading…</p>;
}

/** The page: a head, the views' names and the view that the address names. */
export function App({ data }: { data: PageData }): JSX.Element {
  const route = useRoute();
  const { name, title, heading, anchor } = VIEWS.find((view) => view.name === route.view) ?? VIEWS[0];
  const section = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · Reprise, live`;
    // A visitor who follows a link continues in the view; the first view leaves the focus at the top.
    if (!first.current) section.current?.focus();
    first.current = false;
  }, [name]);
  return (
    <>
      <header>
        <button class="skip" type="button" onClick={() => section.current?.focus()}>
          Skip to the view
        </button>
        <h1>Reprise: a notebook’s models, live</h1>
        <p>They run in your browser: nothing you type, draw or paste leaves it.</p>
        {data.notice && (
          <p id="notice" class="notice">
            {data.notice}
          </p>
        )}
        <nav aria-label="Views">
          <ul>
            {VIEWS.map((view) => (
              <li key={view.name}>
                <a href={`#${view.name}`} aria-current={view.name === name ? 'page' : undefined}>
                  {view.title}
                </a>
              </li>
            ))}
          </ul>
          {data.report && anchor && (
            <p>
              <a href={`${data.report}#${anchor}`}>In the report</a>
            </p>
          )}
        </nav>
      </header>
      <main>
        <section id="view" data-view={name} aria-labelledby="view-title" tabIndex={-1} ref={section}>
          <h2 id="view-title">{heading}</h2>
          <Problems key={name}>
            <CurrentView name={name} data={data} />
          </Problems>
        </section>
      </main>
      <footer>
        <Figures {...data} />
        <p id="origin">
          Models of the {data.profile} profile, seed {data.seed}, with the weights of the last epoch. They run on
          TensorFlow.js.
        </p>
      </footer>
      <Announcer />
    </>
  );
}
