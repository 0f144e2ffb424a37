/** The look of the report's page: light and dark, wide and narrow, on screen and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --line: #d0d7de; --quiet: #57606a; --back: #fff; --ink: #1f2328; --code: #f3f5f7;
  --link: #0b5cad; --yes: #0b5cad; --yes-back: #e6f0fa; --no: #a5400a; --no-back: #fcebdf; --open: #57606a; --open-back: #eef1f4;
  --warn: #b3261e; }
@media screen and (prefers-color-scheme: dark) { :root { --line: #30363d; --quiet: #9198a1; --back: #0d1117;
  --ink: #e6edf3; --code: #161b22; --link: #7cc0f0; --yes: #8cc8f2; --yes-back: #11283a; --no: #f0b27a; --no-back: #35210f;
  --open: #b1bac4; --open-back: #21262d; --warn: #ff9a8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink);
  font: 1rem/1.6 Inter, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
.page { max-width: 94rem; margin: 0 auto; padding: 0 1.25rem 5rem; }
nav ul { list-style: none; margin: 0; padding: .75rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .875rem; }
nav a { display: inline-block; padding: .2rem 0; color: var(--quiet); text-decoration: none; }
nav a:hover, a:hover { text-decoration: underline; }
a { color: var(--link); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
@media (min-width: 78rem) {
  .page { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 3.5rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-top: 3.2rem; }
  nav ul { display: block; }
  .figures img:not(:only-child, .wide) { max-width: calc(50% - .5rem); }
}
h1, h2, h3 { line-height: 1.2; letter-spacing: -.012em; text-wrap: balance; }
h1 { margin: 2.5rem 0 1rem; font-size: clamp(1.7rem, 4vw, 2.4rem); }
h2 { margin: 4.5rem 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: 1.6rem; }
h1 ~ h2:first-of-type { margin-top: 1.5rem; padding-top: 0; border: 0; font-size: 1.2rem; }
h3 { margin: 2.5rem 0 .75rem; font-size: 1.1rem; }
p, ul, blockquote { max-width: 46rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; line-height: 1.45; }
th, td { padding: .45rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; }
th { border-bottom-width: 2px; color: var(--quiet); font-weight: 600; white-space: nowrap; vertical-align: bottom; }
[align='right'] { text-align: right; white-space: nowrap; }
td code { overflow-wrap: anywhere; }
.yes, .no, .open { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; }
.yes { color: var(--yes); background: var(--yes-back); }
.no { color: var(--no); background: var(--no-back); }
.open { color: var(--open); background: var(--open-back); }
pre { overflow-x: auto; max-width: max-content; padding: 1rem 1.25rem; background: var(--code); border-radius: 6px; line-height: 1.3; }
code { font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; font-size: .85em; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; align-items: flex-start; }
.figures img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
blockquote { margin: 1rem 0; padding: .6rem 1rem; border-left: 4px solid var(--warn); background: var(--code); border-radius: 0 6px 6px 0; }
blockquote p { margin: 0; }
@media print {
  :root { color-scheme: light; }
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; }
  .page { display: block; max-width: none; padding: 0; }
  nav { display: none; }
  h2 { break-before: page; margin-top: 0; border: 0; }
  h1 ~ h2:first-of-type { break-before: auto; }
  h2, h3 { break-after: avoid; }
  img, tr, pre { break-inside: avoid; }
  .figures { display: block; }
  .figures img, .figures img:not(:only-child, .wide) { display: block; max-width: 100%; max-height: 230mm; margin-bottom: 6mm; border: 0; }
  .scroll, pre { overflow: visible; }
  table { font-size: 8pt; }
  pre { font-size: 7.5pt; }
  a { color: inherit; text-decoration: none; }
  .yes, .no, .open { padding: 0; background: none; }
}
`;
