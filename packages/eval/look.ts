import '/tmp/eval/patch.js';
(async () => {
  const { fakeArtifacts } = require('./src/testing/fake-artifacts');
  const { buildReport } = require('./src/report');
  const sources = await fakeArtifacts('/tmp/eval/artifacts', 'full');
  console.time('report');
  const r = await buildReport(sources, 'full', 1);
  console.timeEnd('report');
  console.log(r.folder);
  const q = await fakeArtifacts('/tmp/eval/artifacts', 'quick');
  await buildReport(q, 'quick', 1);
})();
