/** C without comments and line breaks. */
const plain = (header: string): string =>
  header
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?\* ?/g, '* ')
    .replace(/\* (?=[*,)])/g, '*');

/** A parameter's type, without its name. */
const typeOf = (parameter: string): string =>
  parameter
    .trim()
    .replace(/^(.*[* ])(?!(?:int|char|float)$)[a-z]\w*$/, '$1')
    .trim();

/**
 * The functions that headers declare, with their types in the notation of `C_FUNCTIONS`.
 * @example
 * readDeclarations('TF_CAPI_EXPORT extern TF_Code TF_GetCode(const TF_Status* s);') // { TF_GetCode: 'TF_Code (const TF_Status*)' }
 */
export function readDeclarations(headers: string): Record<string, string> {
  const found = plain(headers).matchAll(/TF_CAPI_EXPORT extern ([\w* ]+?) ?\b(TFE?_\w+) ?\(([^()]*)\) ?;/g);
  return Object.fromEntries(
    [...found].map(([, result, name, parameters]) => {
      const types = parameters
        .split(',')
        .map(typeOf)
        .filter((type) => type !== '' && type !== 'void');
      return [name, `${result.trim()} (${types.join(', ')})`];
    }),
  );
}
