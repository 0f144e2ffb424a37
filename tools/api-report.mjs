// Writes packages/*/api.md: each package's public declarations without comments, so that a change of them shows in review.
// Reads what `tsc -b` has written. With --check it writes nothing and fails if a report differs.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true });

async function declarations(name) {
  const bundle = await rollup({
    input: `dist/types/${name}/index.d.ts`,
    external: /^[^./]|\.json$/,
    plugins: [dts()],
    logLevel: 'silent',
  });
  const [{ code }] = (await bundle.generate({ format: 'es' })).output;
  return printer.printFile(ts.createSourceFile('api.d.ts', code, ts.ScriptTarget.Latest));
}

let stale = false;
for (const name of readdirSync('packages')) {
  const file = `packages/${name}/api.md`;
  const report = `# @reprise/${name}\n\n\`\`\`ts\n${await declarations(name)}\`\`\`\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, report);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== report) {
    console.error(
      `${file}: expected the package's present API, found another. Run \`npm run api\` and commit the change.`,
    );
    stale = true;
  }
}
process.exitCode = stale ? 1 : 0;
