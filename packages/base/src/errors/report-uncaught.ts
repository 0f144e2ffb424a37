import { reportFailure } from './report-failure';

// Import this first in a program whose imports can fail, as TensorFlow's does while its library is missing.
process.on('uncaughtException', reportFailure);
