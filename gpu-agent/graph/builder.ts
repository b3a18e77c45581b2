import type { Graph } from "./graph";
import type { Nodes } from "./nodes.gen";
import type { Out } from "./out";

export type NodeClass = keyof Nodes;
type In<C extends NodeClass> = Nodes[C]["in"];
/** One handle an output, typed. */
type Handles<T extends readonly string[]> = { readonly [I in keyof T]: Out<T[I]> };

/** More outputs than any class has: the types say how many are real. */
const slots = 6;

/**
 * Builds a graph node by node. A link of the wrong type does not compile. Nodes have speaking ids ("load.model",
 * "mei.sample") that stay the same from run to run, and a title that people see while the node works.
 */
export class GraphBuilder {
  readonly graph: Graph = {};
  readonly #kept = new Map<string, readonly Out<string>[]>();

  /** A node; answers its outputs. `title`: what it does, for people. */
  add<C extends NodeClass>(id: string, name: C, inputs: In<C>, title?: string): Handles<Nodes[C]["out"]> {
    return this.raw(id, name, inputs, title) as Handles<Nodes[C]["out"]>;
  }

  /** A node of a class that is not among the generated ones: a pack's or a newer server's. Nothing checks it here. */
  raw(id: string, name: string, inputs: Record<string, unknown>, title?: string): readonly Out<string>[] {
    const free = this.#freeId(id);
    const links = Object.entries(inputs).flatMap(([input, value]) =>
      value === undefined ? [] : [[input, asLink(value)] as const],
    );
    this.graph[free] = {
      class_type: name,
      inputs: Object.fromEntries(links),
      ...(title && { _meta: { title } }),
    };
    return Array.from({ length: slots }, (_, slot) => ({ node: free, slot }));
  }

  /** Makes something once: a second call with the same key answers the first one's outputs. Loaders are memoised by this. */
  once<T extends readonly Out<string>[]>(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    if (known) return known as T;
    const made = make();
    this.#kept.set(key, made);
    return made;
  }

  #freeId(id: string): string {
    if (!(id in this.graph)) return id;
    let n = 2;
    while (`${id}.${n}` in this.graph) n++;
    return `${id}.${n}`;
  }
}

const isOut = (value: unknown): value is Out<string> =>
  typeof value === "object" && value !== null && "node" in value && "slot" in value;
const asLink = (value: unknown): unknown => (isOut(value) ? [value.node, value.slot] : value);
