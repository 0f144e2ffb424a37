import type { Claim } from '../claim';
import { IMAGE_CLAIMS } from './images';
import { METHOD_CLAIMS } from './method';
import { URL_CLAIMS } from './urls';

/** Every claim, in the notebook's order; what its method hides and the baselines come last. */
export const CLAIMS: readonly Claim[] = [...IMAGE_CLAIMS, ...URL_CLAIMS, ...METHOD_CLAIMS];
