/** Why a verb refused, as a word both ends know. */
export const refusalCodes = [
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "PRECONDITION_FAILED",
  "PAYLOAD_TOO_LARGE",
  "TOO_MANY_REQUESTS",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
