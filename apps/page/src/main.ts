import { relative } from 'node:path';
import { artifactsDir, endOnSignal, reportFailure, repositoryRoot } from '@reprise/base';
import { loadFashionMnist } from '@reprise/data';
import { type Profile, profileOption, seedOption } from '@reprise/records';
import { Command } from 'commander';
import { buildPage } from './build/build-page';

endOnSignal(() => 'page:build: stopped; an existing page is unchanged. Run the same command again.');

new Command('page')
  .addOption(profileOption('profile of the models'))
  .addOption(seedOption('seed of the models'))
  .allowExcessArguments(false)
  .action(async ({ profile, seed }: { profile: Profile; seed: number }) => {
    const images = await loadFashionMnist();
    const { folder, data } = await buildPage(artifactsDir(), images, profile, seed);
    for (const model of data.models)
      if (model.state === 'missing') console.error(`${model.name} is missing: ${model.why} Run \`${model.command}\`.`);
    if (data.notice !== null) console.log(data.notice);
    console.log(`Page: ${relative(repositoryRoot(), folder)}/index.html (needs a web server: npx reprise serve)`);
  })
  .parseAsync()
  .catch(reportFailure);
