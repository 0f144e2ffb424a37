import { trainCommand } from '@reprise/engine';
import { allExperiments } from './index';

void trainCommand(allExperiments, process.argv);
