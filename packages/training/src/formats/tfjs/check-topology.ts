/** A layer as a functional model lists it: its name, and for each time it is called [layer, call, output] of its inputs. */
interface Listed {
  class_name?: unknown;
  config?: { name?: unknown };
  name?: unknown;
  inbound_nodes?: unknown;
  inboundNodes?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** @throws Error when a name comes twice, or an input is none of a layer's before */
function checkOrder(layers: readonly unknown[]): void {
  const calls = new Map<unknown, number>();
  for (const layer of layers.filter(isObject) as Listed[]) {
    const { name, class_name, config, inbound_nodes, inboundNodes } = layer;
    const nodes = inbound_nodes ?? inboundNodes;
    if (nodes === undefined) continue; // of a sequential model
    if (calls.has(name) || !Array.isArray(nodes) || (inbound_nodes !== undefined && inboundNodes !== undefined))
      throw new Error(`layer ${String(name)} is there twice, or without its inputs`);
    for (const [from, call] of nodes.flat(1) as unknown[][])
      if (!(Number(call) >= 0 && Number(call) < (calls.get(from) ?? 0)))
        throw new Error(`an input of layer ${String(name)} is none of the layers before it`);
    // Its own name is the one by which TensorFlow.js remembers what it waits for.
    if (config?.name !== name) throw new Error(`layer ${String(name)} has another name in its configuration`);
    const called = nodes.filter((node) => Array.isArray(node) && node.length > 0).length;
    calls.set(name, class_name === 'InputLayer' ? 1 : called);
  }
}

/**
 * TensorFlow.js looks for a layer's inputs again and again until it finds them: for good where one is missing, or where
 * two wait for each other. Calls are counted as for plain layers: a model inside a model, of which none of ours is made,
 * is refused.
 * @throws Error when a functional model's layers are not in the order in which they are called
 */
export function checkTopology(topology: unknown): void {
  if (!isObject(topology)) return;
  if (Array.isArray(topology['layers'])) checkOrder(topology['layers']);
  Object.values(topology).forEach(checkTopology);
}
