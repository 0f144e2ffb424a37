import { only } from '../layers/standard-class';
import { tf } from '@reprise/runtime';

/** Multiplies each element of its input by a weight: so that a gradient flows back through whatever follows. */
class Gain extends tf.layers.Layer {
  static className = 'Gain';
  private gain!: tf.LayerVariable;

  override build(shape: tf.Shape): void {
    this.gain = this.addWeight('gain', shape.slice(1), 'float32', tf.initializers.ones());
    this.built = true;
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul(only(inputs), this.gain.read());
  }
}

/** A layer that multiplies each element of its input by a weight, 1 to begin with. */
export const gain = (): tf.layers.Layer => new Gain({});
