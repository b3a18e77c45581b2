/** What a mutation's error carries for us: words, and the field they are about when it is one. */
interface Refusal {
  message: string;
  data?: { field?: string | undefined } | null | undefined;
}

/** The refusal's words without the field's name before them: beside the field that name says it twice. */
const wordsOf = ({ message, data }: Refusal): string => {
  const prefix = `${data?.field ?? ""}: `;
  return data?.field && message.startsWith(prefix) ? message.slice(prefix.length) : message;
};

/** What to write at a field, when the refusal is about it. */
export const problemAt = (refusal: Refusal | null | undefined, field: string): string | undefined =>
  refusal?.data?.field === field ? wordsOf(refusal) : undefined;

/** What to write under the form: a refusal that is about none of its fields. */
export const problemElsewhere = (refusal: Refusal | null | undefined, fields: readonly string[]): string | undefined =>
  refusal && !fields.includes(refusal.data?.field ?? "") ? refusal.message : undefined;

/** The words of whatever was thrown. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "The change was not saved. Try again.";
  return wordsOf(error as Error & Refusal);
};
