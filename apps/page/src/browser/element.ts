type Attributes = Record<string, string | undefined>;

/**
 * Makes an element. Text becomes a text node, so that what a stranger typed can only ever be text.
 * @param attributes those that are undefined are left out
 * @example element('p', { class: 'truth' }, 'It is a ', element('strong', {}, 'Bag'))
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
