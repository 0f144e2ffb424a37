/** What is measured. The transfer model twice: whole, and only what is trained, on features that are there. */
export const SUBJECTS = ['autoencoder', 'lenet', 'birnn', 'cnn-lstm', 'transfer', 'transfer-tail'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const SMALL: Subject[] = ['autoencoder', 'lenet', 'birnn', 'cnn-lstm'];
