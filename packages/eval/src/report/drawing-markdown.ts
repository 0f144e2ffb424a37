import { escapeMarkdown } from './escape-markdown';

/** A drawing of the report as a Markdown image with its text alternative. */
export const drawingMarkdown = ({ name, alt }: { name: string; alt: string }): string =>
  `![${escapeMarkdown(alt)}](figures/${name}.svg)`;
