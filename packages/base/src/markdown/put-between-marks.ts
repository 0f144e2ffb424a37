/** Replaces the text between `<!-- NAME: … -->` and `<!-- /NAME -->`. @throws Error if the page has no such marks */
export function putBetweenMarks(page: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- ${name}:[^]*?-->)[^]*?(<!-- /${name} -->)`);
  if (!marks.test(page)) throw new Error(`expected the marks <!-- ${name}: … --> and <!-- /${name} -->, found none`);
  return page.replace(marks, (_, from, to) => `${from}\n\n${text}\n\n${to}`);
}
