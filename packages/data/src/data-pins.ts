import pins from './pins.json';

/** What the data tasks download or read from the repository: names, addresses and digests. */
export const DATA_PINS = pins;
