import { Problem } from '@reprise/base';
import { loadVgg16Weights } from '@reprise/data';
import { tf, variablesOf } from '@reprise/engine';

/**
 * Loads ImageNet weights into VGG16's convolutions.
 * @param layers include the 13 convolutions, with Keras's names
 * @throws Problem when a kernel has another shape than its layer
 */
export async function loadImagenet(layers: tf.layers.Layer[]): Promise<void> {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  for (const { layer: name, kernel, bias } of await loadVgg16Weights()) {
    const layer = byName.get(name);
    if (!layer)
      throw new Problem({
        where: 'VGG16 weights',
        expected: 'the layers of VGG16',
        found: `a layer ${name}`,
        todo: 'Run `npx nx run data:vgg16`.',
      });
    const variables = variablesOf([layer]);
    [kernel, bias].forEach(({ shape, data }, i) => {
      if (`${variables[i].shape}` !== `${shape}`)
        throw new Problem({
          where: `VGG16 weights, ${variables[i].name}`,
          expected: `shape ${variables[i].shape}`,
          found: `shape ${shape}`,
          todo: 'Run `npx nx run data:vgg16`.',
        });
      tf.tidy(() => variables[i].assign(tf.tensor(data, shape, 'float32')));
    });
  }
}
