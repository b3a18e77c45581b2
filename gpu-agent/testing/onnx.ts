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

/** Strides of the face model below: 16 × 16 places of 7 × 7 pixels, two slopes each. */
const patch = 7;

const attribute = (name: string, values: readonly number[]): Buffer =>
  message(5, Buffer.concat([message(1, name), ...values.map((value) => whole(8, value)), whole(20, 7)]));

/** The weights of the face model's one convolution, [2, 3, 7, 7]: how brightness rises to the right, and downwards. */
export const slopeWeights = (): Float32Array =>
  Float32Array.from({ length: 2 * 3 * patch * patch }, (_, at) => {
    const [x, y] = [at % patch, Math.floor(at / patch) % patch];
    return ((at < 3 * patch * patch ? x : y) - (patch - 1) / 2) / (patch * patch);
  });

/**
 * A whole ONNX model of ArcFace's shape that computes: 1×3×112×112 → convolution → flatten → 1×512. It tells pictures
 * apart by their light and shade, not people: what is tested is the way from a face to its score.
 */
export const onnxFaceModel = (): Buffer => {
  const weights = Buffer.concat([
    ...[2, 3, patch, patch].map((side) => whole(1, side)),
    ...[whole(2, 1), message(8, "slopes"), message(9, Buffer.from(slopeWeights().buffer))],
  ]);
  const convolution = Buffer.concat([
    ...[message(1, "input.1"), message(1, "slopes"), message(2, "places"), message(4, "Conv")],
    ...[attribute("kernel_shape", [patch, patch]), attribute("strides", [patch, patch])],
  ]);
  const flatten = Buffer.concat([message(1, "places"), message(2, "683"), message(4, "Flatten")]);
  const graph = Buffer.concat([
    ...[message(1, convolution), message(1, flatten), message(2, "slopes of a face"), message(5, weights)],
    ...[port(11, { name: "input.1", shape: [1, 3, 112, 112] }), port(12, { name: "683", shape: [1, 512] })],
  ]);
  // The default operators, in their edition 13.
  const operators = message(8, Buffer.concat([message(1, ""), whole(2, 13)]));
  return Buffer.concat([whole(1, 8), message(2, "test"), message(7, graph), operators]);
};
