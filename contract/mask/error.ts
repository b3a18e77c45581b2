/** Bad mask data: the message names what is wrong and is safe to show to a person. */
export class MaskError extends Error {
  override readonly name = "MaskError";
}
