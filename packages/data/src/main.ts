import { endOnSignal, reportFailure } from '@reprise/base';
import { runDataTask } from './tasks/tasks';

// ts-node packages/data/src/main.ts fashion-mnist|urls|vgg16
endOnSignal(() => `data:${process.argv[2]}: stopped; run the same command again to go on with what is here already`);
runDataTask(process.argv[2]).catch(reportFailure);
