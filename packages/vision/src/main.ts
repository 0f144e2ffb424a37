import { trainCommand } from '@reprise/engine';
import { experiments } from './index';

void trainCommand(experiments, process.argv);
