// The package's tasks: main.ts fashion-mnist|urls|vgg16
import { endOnSignal, reportFailure } from '@reprise/base';
import { runDataTask } from './tasks';

endOnSignal(() => `data:${process.argv[2]}: stopped; run the same command again to continue`);
runDataTask(process.argv[2]).catch(reportFailure);
