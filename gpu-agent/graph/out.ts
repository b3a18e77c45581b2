declare const kind: unique symbol;

/** What a node gives out: a handle that fits only inputs of its type. `Out<"A">` fits an input of `"A" | "B"`. */
export type Out<Type extends string> = { readonly node: string; readonly slot: number; readonly [kind]?: Type };
