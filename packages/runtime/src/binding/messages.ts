/** The part of google-protobuf's messages that is used here. */
export interface Message {
  [setter: `set${string}` | `add${string}`]: (value: unknown) => void;
  [lister: `get${string}List`]: () => Message[];
  getAttrMap(): Map<string, Message>;
  hasDefaultValue(): boolean;
  getName(): string;
  getTypeAttr(): string;
  getNumberAttr(): string;
  getTypeListAttr(): string;
  serializeBinary(): Uint8Array;
}
interface MessageClass {
  new (): Message;
  deserializeBinary(bytes: Uint8Array): Message;
}

/** tfjs-node's protobuf messages (tensorflow/core/framework/*.proto), which have no typings. */
export const messages = require('#tfjs-node/proto/api_pb') as Record<
  string,
  MessageClass & Record<string, MessageClass>
>;
