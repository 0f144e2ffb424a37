import { trainCommand } from '@reprise/engine';
import { allExperiments, pca } from './index';

void trainCommand([...allExperiments, pca], process.argv);
