import { createRequire } from 'node:module';
import { reportFailure } from '@reprise/base';

/** `require`, which loads what it names inside of the `try`: an import would come before it. */
const later = createRequire(__filename);

// TensorFlow says as it loads that its library is missing: told as any Problem, it needs no stack trace.
try {
  const { trainCommand } = later('@reprise/training') as typeof import('@reprise/training');
  const { allExperiments } = later('./index') as typeof import('./index');
  void trainCommand(allExperiments, process.argv);
} catch (error) {
  reportFailure(error);
}
