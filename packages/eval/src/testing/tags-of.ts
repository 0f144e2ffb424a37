/** The elements of a report. */
const TAGS = new Set(
  [
    'html head meta title style body div nav ul li a main h1 h2 h3 h4 p table thead tbody tr th td strong em code pre',
    'blockquote img ol br section details summary small label input select option script',
  ].flatMap((names) => names.split(' ')),
);
const ATTRIBUTES =
  /^(?:\s+(?:lang|charset|http-equiv|content|name|class|id|href|tabindex|role|aria-label|align|src|width|height|alt|data-verdict|type|value|autocomplete|spellcheck)="[^"<>]*"|\s+hidden)*$/;

/**
 * The tags of a report, in order, with their attributes' names.
 * @throws Error for any other element, attribute or address
 */
export function tagsOf(html: string): string[] {
  const markup = html.replace(/<script>[^]*?<\/script>/, '<script></script>');
  return Array.from(markup.matchAll(/<(\/?)([a-z!][a-z0-9]*)([^>]*)>/gi), ([tag, , name, rest]) => {
    if (name.toLowerCase() === '!doctype') return name;
    if (!TAGS.has(name) || !ATTRIBUTES.test(rest)) throw new Error(`a report with ${tag.slice(0, 300)}`);
    for (const [, , address] of rest.matchAll(/ (href|src)="([^"]*)"/g))
      if (!/^(#[^\s"'<>&]*$|index\.html(#[a-z]+(\?[a-z]+=[\w.-]+)?)?$|data:image\/svg\+xml;base64,)/.test(address))
        throw new Error(`a report that leads to ${address}`);
    return `${name} ${Array.from(rest.matchAll(/ ([a-z-]+)="/g), ([, attribute]) => attribute).join(' ')}`;
  });
}
