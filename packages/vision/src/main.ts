import '@reprise/base/report-uncaught';
import { trainCommand } from '@reprise/training';
import { allExperiments, pca } from './index';

void trainCommand([...allExperiments, pca], process.argv);
