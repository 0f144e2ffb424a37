import { type ClassResult, DESCRIPTIONS, MODEL_NAMES, PUBLISHED, summaryTable } from '@reprise/eval';
import { type ModelName, type RunRecord, taskOf } from '@reprise/training/records';

const FASHION_MNIST =
  'Fashion-MNIST (Xiao, Rasul, Vollgraf 2017; MIT licence): grey images of 28 x 28 pixels in ten classes of clothes, 6,000 of each to train on and 1,000 to test, by one shop’s photographs.';
const URLS =
  'The notebook’s lists of 66,056 benign and 1,296 malicious URLs, from a course’s public bucket without a licence; three quarters to train on, a quarter to test, split by rows. Nobody says when and how they were gathered or who judged them.';
const NOT_FOR_CLOTHES = 'Photographs as a camera takes them, colours, and clothes that are none of the ten classes.';
const NOT_FOR_URLS =
  'Deciding by itself about anybody’s traffic. It sees characters alone: not the page, its owner or its age. One in fifty URLs here is malicious, and elsewhere another share is; the rows of a site lie on both sides of the split, so sites that it never saw are harder (docs/findings.md has the figures).';
const URLS_HARM =
  'A false alarm blocks somebody’s site, a miss lets one through. Which names look malicious to it is what the lists held: some sites, registrars and languages more than others.';

interface Words {
  use: string;
  notFor: string;
  data: string;
  harm: string;
}

/** What no record says. */
const WORDS: Readonly<Record<ModelName, Words>> = {
  autoencoder: {
    use: 'Showing what a convolutional autoencoder keeps of an image; a starting point for compression or denoising of small grey images.',
    notFor: `${NOT_FOR_CLOTHES} Principal components with as many numbers reconstruct better (docs/findings.md).`,
    data: FASHION_MNIST,
    harm: 'None that we know of: nobody is in the data.',
  },
  lenet: {
    use: 'Teaching and comparing; a small baseline for images of this kind.',
    notFor: NOT_FOR_CLOTHES,
    data: FASHION_MNIST,
    harm: 'None that we know of: nobody is in the data. Classes such as “Bag” and “Dress” are one shop’s.',
  },
  transfer: {
    use: 'Showing transfer learning; a baseline for it.',
    notFor: `${NOT_FOR_CLOTHES} It is not shown to be better than the LeNet, at twenty times the cost (docs/findings.md).`,
    data: `${FASHION_MNIST} Its frozen layers are VGG16’s (Simonyan, Zisserman 2014; CC BY 4.0), trained on the photographs of ImageNet.`,
    harm: 'ImageNet’s photographs were gathered on the web without asking those on them; the frozen layers carry what was learned there.',
  },
  birnn: {
    use: 'Teaching, and comparing with the CNN + LSTM and with simple baselines.',
    notFor: NOT_FOR_URLS,
    data: URLS,
    harm: URLS_HARM,
  },
  'cnn-lstm': {
    use: 'Teaching, and comparing with the RNN and with simple baselines.',
    notFor: NOT_FOR_URLS,
    data: URLS,
    harm: URLS_HARM,
  },
};

const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(5));

const table = (head: string[], rows: string[][]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** What accuracy hides, where one URL in fifty is malicious. */
const classTable = (classes: readonly ClassResult[]): string =>
  table(
    ['of the test set', 'rows', 'precision', 'recall', 'F1'],
    classes.map(({ name, support, precision, recall, f1 }) => [
      name,
      support.toLocaleString('en-US'),
      ...[precision, recall, f1].map((score) => score?.toFixed(3) ?? '–'),
    ]),
  );

/**
 * A model card after Mitchell et al., Model Cards for Model Reporting (2019): what a run record says, and what one has to
 * know before using the model.
 * @param sha256 of the run record
 * @param classes scores of each by the predictions for the test set; none for the autoencoder
 */
export function modelCard(
  model: ModelName,
  run: RunRecord,
  sha256: string,
  classes: readonly ClassResult[] | null,
): string {
  const words = WORDS[model];
  const { final, config } = run;
  const published = PUBLISHED[model].final;
  const { name, ...rates } = config.optimizer;
  return [
    `# ${MODEL_NAMES[model]}`,
    `${DESCRIPTIONS[model]} Written by \`npx nx run tools:publish-model-cards\` from the run record of \`npx nx run ${taskOf(run.experiment)}\`.`,
    '## What it is',
    `${run.parameters.total.toLocaleString('en-US')} parameters, ${run.parameters.trainable.toLocaleString('en-US')} of them trained. It follows a published Keras notebook; differences to Keras are numbered in [parity.md](../parity.md).`,
    `\`\`\`text\n${summaryTable(run.layers, run.parameters)}\n\`\`\``,
    '## What it is for',
    words.use,
    `Not for: ${words.notFor}`,
    '## Data',
    words.data,
    '## Training',
    `${config.loss}; ${[name, ...Object.entries(rates).map(([key, value]) => `${key} ${value}`)].join(', ')}; batches of ${config.batch_size}; ${run.epochs_run} of at most ${config.epochs} epochs${run.stopped_early ? ', stopped early' : ''}; ${config.train_rows.toLocaleString('en-US')} rows; seed ${run.seed}; TensorFlow ${run.tensorflow}.`,
    '## How good it is',
    table(
      ['', 'training set', 'test set', 'test set in the notebook'],
      [
        ['loss', figure(final.train.loss), figure(final.test.loss), figure(published.val_loss)],
        ...(final.test.acc === undefined
          ? []
          : [['accuracy', figure(final.train.acc), figure(final.test.acc), figure(published.test_acc)]]),
      ],
    ),
    ...(classes ? [classTable(classes)] : []),
    `Both sets in inference mode, with the weights of the last epoch. One seed says little: [findings.md](../findings.md) has five, with intervals, and simple baselines on the same rows. [results.md](../results.md) has the curves.`,
    '## What could go wrong',
    words.harm,
    '## Where it comes from',
    `\`artifacts/full/${run.experiment}/seed-${run.seed}/\`: \`model.h5\` for Keras, \`model/\` for TensorFlow.js. The same seed on the same kind of machine gives the same bytes. sha256 of its run record: \`${sha256}\`. Licence of the code: MIT; of data and weights: [NOTICE](../../NOTICE).`,
  ].join('\n\n');
}
