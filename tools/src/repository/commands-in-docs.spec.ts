// Every command that README, docs and workflows give is one that there is: script, Nx task with its profile, `reprise` with
// its options. What they do is tested where they are.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot } from '@reprise/base';

const root = repositoryRoot();
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, '.github'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `.github/${name}`),
];

/** What stands in code on a page: between backticks or in a block, and all of a workflow. */
function codeOf(page: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  if (page.endsWith('.yml')) return text;
  return [...text.matchAll(/```\w*\n([^]*?)```|`([^`\n]+)`/g)].map(([, block, inline]) => block ?? inline).join('\n');
}

/** The commands that match, with the page that gives them. */
function given(pattern: RegExp): [page: string, ...groups: string[]][] {
  const seen = new Map<string, [string, ...string[]]>();
  for (const page of pages)
    for (const [whole, ...groups] of codeOf(page).matchAll(pattern)) seen.set(whole, [page, ...groups]);
  return [...seen.values()];
}

interface Target {
  configurations?: Record<string, unknown>;
}

test('Nx tasks', () =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'graph.json');
    const nx = ['node_modules/nx/dist/bin/nx.js', 'graph', `--file=${file}`];
    execFileSync(process.execPath, nx, { cwd: root, stdio: 'pipe' });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, { data: { targets: Record<string, Target> } }> };
    };
    const tasks = given(/nx run ([a-z]+):([a-z0-9-]+)(?::([a-z]+))?(?:.*--configuration=([a-z]+))?/g);
    expect(tasks.length).toBeGreaterThan(15);
    const missing = tasks.filter(([, project, target, ...profiles]) => {
      const found = graph.nodes[project]?.data.targets[target];
      return !found || profiles.some((profile) => profile && !found.configurations?.[profile]);
    });
    expect(missing).toEqual([]);
  }));

test('npm scripts', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const found = given(/npm run ([a-z]+)/g);
  expect(found.length).toBeGreaterThan(2);
  expect(found.filter(([, script]) => !(script in scripts))).toEqual([]);
});

test('reprise commands and their options', () => {
  const help = (...args: string[]): string =>
    execFileSync(process.execPath, ['apps/runner/bin/reprise.js', ...args, '--help'], { cwd: root, encoding: 'utf8' });
  const known = help();
  const found = given(/(?:npx |npx --no )?reprise ([a-z]+)((?: +[^\s#|>&]+)*)/g);
  expect(found.length).toBeGreaterThan(15);
  const helps = new Map<string, string>();
  const missing = found.filter(([, command, rest]) => {
    if (!new RegExp(`^ {2}${command}[ \n]`, 'm').test(known)) return true;
    if (command === 'ray') return false; // its options are Ray's own
    if (!helps.has(command)) helps.set(command, help(command));
    return [...rest.matchAll(/--[a-z]+/g)].some(([option]) => !helps.get(command)?.includes(option));
  });
  expect(missing).toEqual([]);
});

test('links between pages lead to files', () => {
  const links = pages
    .filter((name) => name.endsWith('.md'))
    .flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(
        ([, target]) => `${page} to ${target}`,
      ),
    );
  expect(links.length).toBeGreaterThan(50);
  expect(
    links.filter((link) => {
      const [page, target] = link.split(' to ');
      return !existsSync(join(root, page, '..', target));
    }),
  ).toEqual([]);
});
