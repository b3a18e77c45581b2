// A few bytes of protobuf: enough of an ONNX model to have a name and shapes for what goes in and comes out.

type Side = number | string;
type PortShape = { name: string; shape: readonly Side[] };

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
const message = (number: number, content: Buffer | string): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
};
const whole = (number: number, value: number): Buffer => Buffer.from([...varint(number * 8), ...varint(value)]);

const port = (number: number, { name, shape }: PortShape): Buffer => {
  const sides = shape.map((side) => message(1, typeof side === "number" ? whole(1, side) : message(2, side)));
  const tensor = Buffer.concat([whole(1, 1), message(2, Buffer.concat(sides))]);
  return message(number, Buffer.concat([message(1, name), message(2, message(1, tensor))]));
};

/** An ONNX file that announces these ports, with `weights` as an initializer between them. It computes nothing. */
export const onnxShell = (inputs: readonly PortShape[], outputs: readonly PortShape[], weights?: Buffer): Buffer => {
  const initializer = weights
    ? message(5, Buffer.concat([message(9, weights), message(8, "weights")]))
    : Buffer.alloc(0);
  const graph = Buffer.concat([
    ...[message(2, "graph"), initializer],
    ...[...inputs.map((each) => port(11, each)), ...outputs.map((each) => port(12, each))],
  ]);
  return Buffer.concat([whole(1, 8), message(2, "test"), message(7, graph)]);
};
