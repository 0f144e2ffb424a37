import { asProblem } from './files/as-problem';
import { runDataTask } from './tasks/tasks';

// ts-node packages/data/src/main.ts fashion-mnist|urls|vgg16
runDataTask(process.argv[2]).catch((error: unknown) => {
  const problem = asProblem(error);
  console.error(problem?.message ?? error);
  process.exitCode = 1;
});
