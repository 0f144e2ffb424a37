import type { ComponentChildren, JSX } from 'preact';
import type { ModelEntry } from '../../page-data';
import type { ModelState } from '../models/models';

interface ModelCardProps {
  model: ModelEntry;
  /** The command that builds the page. */
  command: string;
  state: ModelState;
  /** Whether an answer is on its way. */
  busy: boolean;
  /** What the model answers. */
  children: ComponentChildren;
}

function Missing({ what, why, todo, commands }: Record<'what' | 'why' | 'todo' | 'commands', string>): JSX.Element {
  return (
    <div class="missing">
      <p>
        <strong>{what}</strong> {why}
      </p>
      <p>{todo}</p>
      <pre>
        <code>{commands}</code>
      </pre>
    </div>
  );
}

/** A card with a model's answer, or with the reason why it cannot answer and what to do. */
export function ModelCard({ model, command, state, busy, children }: ModelCardProps): JSX.Element {
  const body =
    model.state === 'missing' ? (
      <Missing
        what="This model is missing."
        why={model.why}
        todo="Train it, then build the page again:"
        commands={`${model.command}\n${command}`}
      />
    ) : state.state === 'failed' ? (
      <Missing
        what="This model could not be loaded."
        why={state.why}
        todo="Reload the page. If that does not help, build it again:"
        commands={command}
      />
    ) : state.state === 'loading' ? (
      <p class="wait">Loading the model…</p>
    ) : (
      children
    );
  return (
    <article
      class="card"
      aria-labelledby={`card-${model.name}`}
      aria-busy={busy || state.state === 'loading'}
      data-model={model.name}
    >
      <h3 id={`card-${model.name}`}>{model.title}</h3>
      {body}
    </article>
  );
}
