/** Replaces the text between `<!-- NAME: … -->` and `<!-- /NAME -->`. */
export const putBetweenMarks = (page: string, name: string, text: string): string =>
  page.replace(
    new RegExp(`(<!-- ${name}:[^]*?-->)[^]*?(<!-- /${name} -->)`),
    (_, from, to) => `${from}\n\n${text}\n\n${to}`,
  );
