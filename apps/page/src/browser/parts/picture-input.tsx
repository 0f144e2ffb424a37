import type { JSX } from 'preact';
import { DrawingBoard } from './drawing-board';
import { PictureCanvas } from './picture-canvas';
import { BLANK, type PictureState } from './use-picture';

/** Test images to pick from. */
export const Gallery = ({ images, shown, show }: PictureState): JSX.Element => (
  <div class="gallery-part">
    <p id="gallery-label">Pick a test image of Fashion-MNIST. The models were not trained on it.</p>
    <div id="gallery" class="gallery" role="radiogroup" aria-labelledby="gallery-label">
      {images?.map((image) => (
        <label key={image.row} title={image.name}>
          <input
            type="radio"
            name="image"
            aria-label={image.name}
            checked={shown?.row === image.row}
            onChange={() => show(image)}
          />
          <PictureCanvas pixels={image.picture} />
        </label>
      ))}
    </div>
  </div>
);

/** A place to draw. */
export const Draw = ({ shown, show }: PictureState): JSX.Element => (
  <div class="draw">
    <h3 id="draw-title">Or draw one</h3>
    <DrawingBoard picture={shown?.picture ?? BLANK} onDraw={(picture) => show({ picture })} />
  </div>
);
