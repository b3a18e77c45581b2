/** One node of a graph in the server's API form. A link is `[node id, output slot]`. */
export type GraphNode = { class_type: string; inputs: Record<string, unknown>; _meta?: { title: string } };
export type Graph = Record<string, GraphNode>;

/** A link, or undefined for a literal. */
export const linkOf = (value: unknown): { node: string; slot: number } | undefined =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number"
    ? { node: value[0], slot: value[1] }
    : undefined;
