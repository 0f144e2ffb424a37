/** A layer in a functional model: its name and, for each of its calls, [layer, call, output] of each input. */
interface Listed {
  class_name?: unknown;
  config?: { name?: unknown };
  name?: unknown;
  inbound_nodes?: unknown;
  inboundNodes?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** @throws Error when a name occurs twice, or an input is not the output of an earlier layer */
function checkOrder(layers: readonly unknown[]): void {
  const calls = new Map<unknown, number>();
  for (const layer of layers.filter(isObject) as Listed[]) {
    const { name, class_name, config, inbound_nodes, inboundNodes } = layer;
    const nodes = inbound_nodes ?? inboundNodes;
    if (nodes === undefined) continue; // of a sequential model
    if (calls.has(name) || !Array.isArray(nodes) || (inbound_nodes !== undefined && inboundNodes !== undefined))
      throw new Error(`layer ${String(name)} occurs twice or has no inputs`);
    for (const [from, call] of nodes.flat(1) as unknown[][])
      if (!(Number(call) >= 0 && Number(call) < (calls.get(from) ?? 0)))
        throw new Error(`an input of layer ${String(name)} is not the output of an earlier layer`);
    // TensorFlow.js remembers missing inputs by the name in the configuration.
    if (config?.name !== name) throw new Error(`layer ${String(name)} has a different name in its configuration`);
    const called = nodes.filter((node) => Array.isArray(node) && node.length > 0).length;
    calls.set(name, class_name === 'InputLayer' ? 1 : called);
  }
}

/**
 * TensorFlow.js searches for a layer's inputs until it finds them: forever if one is missing, or if two layers wait for
 * each other. Models inside models are refused.
 * @throws Error when the layers of a functional model are not in the order of their calls
 */
export function checkTopology(topology: unknown): void {
  if (!isObject(topology)) return;
  if (Array.isArray(topology['layers'])) checkOrder(topology['layers']);
  Object.values(topology).forEach(checkTopology);
}
