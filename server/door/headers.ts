import type { IncomingMessage } from "node:http";

/** A request's headers as the rest of the server reads them. */
export const headersOf = ({ headers }: IncomingMessage) => ({
  get: (name: string): string | null => headers[name]?.toString() ?? null,
});
