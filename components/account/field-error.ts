type Refusal = { message: string; data?: { field?: string | undefined } | null | undefined } | null;

/** The refusal's words where they belong to `field`, without the field's own name before them. */
export const fieldError = (error: Refusal, field: string): string | undefined =>
  error?.data?.field === field ? error.message.replace(/^[\w.]+: /, "") : undefined;

/** The refusal's words where they belong to none of `fields`. */
export const formError = (error: Refusal, fields: readonly string[]): string | undefined =>
  error && !fields.includes(error.data?.field ?? "") ? error.message : undefined;
