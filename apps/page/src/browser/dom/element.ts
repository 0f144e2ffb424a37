import { fixed } from './format';

/** An element of index.html. @throws Error when none has this id, or it is of another kind */
export function byId<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${kind.name} #${id}.`);
  return element;
}

/**
 * Creates an element. Strings become text nodes, so that a URL can never become markup.
 * @param attributes those with `--` are custom properties of its style; undefined ones are left out
 * @example element('p', { class: 'truth' }, 'It is a ', element('strong', {}, 'Bag'))
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | undefined> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    // The page's policy forbids the attribute `style`.
    if (value !== undefined && name.startsWith('--')) created.style.setProperty(name, value);
    else if (value !== undefined) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

/** A number as text, with its unrounded value. @param text four digits by default */
export const number = (value: number, text = fixed(value)): HTMLElement =>
  element('data', { value: String(value) }, text);
