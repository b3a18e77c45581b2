/** An outside generator's prompt taken apart (B59): the words, and what followed `--`. */
export type ParsedPrompt = {
  text: string;
  /** `--ar 4:5`, as written. */
  aspect?: string;
  /** `--no a, b`. */
  exclude: string[];
  /** `--cref` addresses. */
  characterReferences: string[];
  /** Every other `--name value`, in order. */
  other: { name: string; value: string }[];
};
