import '@reprise/base/report-uncaught';
import { trainCommand } from '@reprise/training';
import { allExperiments } from './index';

void trainCommand(allExperiments, process.argv);
