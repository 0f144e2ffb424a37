import { binaryCrossentropy } from '@reprise/eval/crossentropy';
import type { JSX } from 'preact';
import { Num } from './number';
import { PictureCanvas } from './picture-canvas';
import { properties } from './style-properties';
import type { Shown } from './use-picture';

/** An image model's output for a picture. */
export interface Output {
  shown: Shown;
  /** A probability per class, or 784 pixels from 0 to 1. */
  output: Float32Array;
}

/** A picture as the models take it, 0 to 1. */
export const unit = (picture: Uint8Array): Float32Array => Float32Array.from(picture, (value) => value / 255);
/** The most likely class. */
export const best = (probabilities: Float32Array): number => probabilities.indexOf(Math.max(...probabilities));

/** The LeNet's classes of a picture. */
export function Classes({ shown: { label }, output, classes }: Output & { classes: readonly string[] }): JSX.Element {
  const top = best(output);
  return (
    <>
      <p class="answer">{classes[top]}</p>
      <p class="truth">
        {label === undefined
          ? 'Your own picture'
          : `Labelled ${classes[label]}: ${label === top ? 'correct' : 'wrong'}`}
      </p>
      <ol class="classes" aria-label="Probability of each class">
        {classes.map((name, i) => (
          <li key={name} class={i === top ? 'top' : undefined}>
            <span>{name}</span>
            <span class="bar" aria-hidden="true" ref={properties({ '--part': output[i] })} />
            <Num value={output[i]} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The autoencoder's reconstruction of a picture. */
export const Reconstruction = ({ shown: { picture }, output }: Output): JSX.Element => (
  <>
    <div class="pair">
      <figure>
        <PictureCanvas pixels={picture} label="The picture" />
        <figcaption>Input: 784 pixels</figcaption>
      </figure>
      <figure>
        <PictureCanvas pixels={output} white={1} label="The picture, reconstructed from 128 numbers" />
        <figcaption>Output, from 128 numbers</figcaption>
      </figure>
    </div>
    <p class="loss">
      Loss <Num value={binaryCrossentropy(unit(picture), output)} /> (mean binary cross-entropy)
    </p>
  </>
);
