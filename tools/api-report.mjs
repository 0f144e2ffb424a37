// Writes packages/*/api.md: each package's public declarations without comments, so that a change of them shows in review.
// Reads what `tsc -b` has written. With --check it writes nothing and fails if a report differs.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true });

/** Sorts unions and enums of names, whose order in declarations depends on what `tsc` compiled before. */
const sorted = (context) => {
  const byText = (nodes) => [...nodes].sort((a, b) => (a.getText() < b.getText() ? -1 : 1));
  const isEnum = ({ members }) => members.every(({ name, type }) => type?.getText().slice(1, -1) === name?.text);
  const visit = (node) => {
    if (ts.isUnionTypeNode(node) && node.types.every(ts.isLiteralTypeNode))
      return ts.factory.createUnionTypeNode(byText(node.types));
    if (ts.isTypeLiteralNode(node) && isEnum(node)) return ts.factory.createTypeLiteralNode(byText(node.members));
    return ts.visitEachChild(node, visit, context);
  };
  return (file) => ts.visitNode(file, visit);
};

async function declarations(name) {
  const bundle = await rollup({
    input: `dist/types/${name}/index.d.ts`,
    external: /^[^./]|\.json$/,
    plugins: [dts()],
    logLevel: 'silent',
  });
  const [{ code }] = (await bundle.generate({ format: 'es' })).output;
  const file = ts.createSourceFile('api.d.ts', code, ts.ScriptTarget.Latest, true);
  return printer.printFile(ts.transform(file, [sorted]).transformed[0]);
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
