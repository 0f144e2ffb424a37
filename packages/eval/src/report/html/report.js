'use strict';
// The report is complete without this script. It opens folds by address, searches, filters by verdict, and prints everything.

const find = (selector) => [...document.querySelectorAll(selector)];
const [search, verdict, found] = ['search', 'verdict', 'found'].map((id) => document.getElementById(id));
const main = document.querySelector('main');
const folds = find('main details');
/** Text as it is searched: `learning_rate` is found as "learning rate". */
const plain = (text) => text.toLowerCase().replaceAll('_', ' ');
/** What is shown or not as one: rows, paragraphs, lines, pictures. */
const items = find('main tbody tr, main p, main li, main pre, main img').map((element) => ({
  element,
  text: plain(element.alt ?? element.textContent),
}));
const containers = find('main section, main details, main .scroll, main .figures, main ul');
/** Folds that were open before a search; undefined without one. */
let before;

/** Shows what has the words and the verdict, with the folds that it is in. */
function show() {
  const words = plain(search.value.trim());
  const wanted = verdict.value;
  const all = words === '' && wanted === '';
  before ??= new Set(folds.filter(({ open }) => open));
  const kept = new Set();
  let count = 0;
  for (const { element, text } of items) {
    element.hidden = !all && !(text.includes(words) && (wanted === '' || element.dataset.verdict === wanted));
    if (element.hidden) continue;
    count++;
    for (let up = element.parentElement; up !== main; up = up.parentElement) kept.add(up);
  }
  for (const container of containers) container.hidden = !all && !kept.has(container);
  for (const fold of folds) fold.open = all ? before.has(fold) : kept.has(fold);
  main.classList.toggle('searched', !all);
  found.textContent = all
    ? ''
    : count === 0
      ? 'Nothing found. Empty the search to see all.'
      : count === 1
        ? '1 place'
        : `${count} places`;
  if (all) before = undefined;
}

function showAll() {
  search.value = verdict.value = '';
  show();
}

/** Opens the folds around what the address names. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (target === null) return;
  if (main.classList.contains('searched')) showAll();
  for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  target.scrollIntoView();
}

search.addEventListener('input', show);
verdict.addEventListener('change', show);
addEventListener('hashchange', reveal);
// A link to the present address changes nothing, but its fold may have been closed.
document.addEventListener('click', ({ target }) => {
  if (target.closest('a')?.hash === location.hash) reveal();
});

let closed = [];
addEventListener('beforeprint', () => {
  showAll();
  closed = folds.filter(({ open }) => !open);
  for (const fold of closed) fold.open = true;
});
addEventListener('afterprint', () => closed.forEach((fold) => (fold.open = false)));

document.getElementById('tools').hidden = false;
// The live page serves the report beside itself and asks for links to it.
document.documentElement.classList.toggle('with-page', new URLSearchParams(location.search).has('live'));
reveal();
