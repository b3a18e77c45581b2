import type { Graph } from "../../graph/graph";

/**
 * The graph as it is posted under an id: `§id§` in any text becomes the id's beginning, and every `filename_prefix` a folder
 * of its own, so that a result cannot be another attempt's.
 */
export const underId = (graph: Graph, id: string): Graph =>
  Object.fromEntries(
    Object.entries(graph).map(([name, node]) => {
      const inputs = Object.fromEntries(
        Object.entries(node.inputs).map(([input, value]) => {
          // The server makes folders for what it keeps, not for what it shows and throws away.
          const flat = node.class_type === "LossGraphNode";
          if (input === "filename_prefix")
            return [input, flat ? `backlot_${id}` : `backlot/${id}/${name.replace(/[^\w.-]/g, "_")}`];
          return [input, typeof value === "string" ? value.replaceAll("§id§", id.slice(0, 8)) : value];
        }),
      );
      return [name, { ...node, inputs }];
    }),
  );
