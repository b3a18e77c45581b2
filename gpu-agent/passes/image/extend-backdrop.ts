import { PassError } from "../../engines/engine";
import { blank, cut, place, type Rgb } from "../../geometry/pixels";
import { edgeStrip, restlessness, type Side } from "../../geometry/plainness";
import { runNative } from "../native-engine";
import { nothingMissing, type Work } from "../work";
import { forbiddenSources } from "./forbidden-sources";

const sides = ["top", "right", "bottom", "left"] as const satisfies readonly Side[];
/** A strip above this is not plain; see geometry/plainness.ts. */
const restless = 6;

export const extendBackdrop: Work<"extend-backdrop"> = {
  engine: "native",
  algorithm: "extend backdrop (copies nearby texture)",
  probe: nothingMissing,
  perform: async (job) => {
    const { edges, reach, seed } = job.params;
    const { rgb, alpha } = job.picture("image");
    checkEdges(edges, rgb);
    const { forbid, faces, warnings } = await forbiddenSources(job, rgb);

    const window = { x0: -edges.left, y0: -edges.top, x1: rgb.width + edges.right, y1: rgb.height + edges.bottom };
    const canvas = cut(rgb, window);
    const added = place(
      blank(canvas.width, canvas.height, 1, 255),
      blank(rgb.width, rgb.height, 1),
      edges.left,
      edges.top,
    );
    const wide = forbid && place(blank(canvas.width, canvas.height, 1), forbid, edges.left, edges.top);
    const input = { rgb: canvas, hole: added, reach, seed, ...(wide && { forbid: wide }) };
    const filled = await runNative(job, "patch-fill", input, { from: 0.2, limitMs: 300_000 });

    const grown = place(filled, rgb, edges.left, edges.top);
    return {
      made: [
        { slot: "picture", picture: { rgb: grown, ...(alpha && { alpha: cut(alpha, window) }) } },
        { slot: "added", mask: added },
      ],
      facts: {
        placedAt: { x: edges.left, y: edges.top },
        width: grown.width,
        height: grown.height,
        facesProtected: faces,
      },
      warnings: [...notPlain(rgb, edges), ...warnings],
    };
  },
};

type Edges = Record<Side, number>;

const checkEdges = (edges: Edges, { width, height }: Rgb) => {
  if (sides.every((side) => edges[side] === 0)) {
    throw new PassError(
      "bad-input",
      "never",
      "Pixels to add: all four sides are 0. Give at least one side some pixels.",
    );
  }
  for (const side of sides) {
    const length = side === "left" || side === "right" ? width : height;
    const most = Math.floor(length / 4);
    if (edges[side] > most) {
      const words = `Pixels to add: ${edges[side]} px at the ${side} is more than a quarter of the picture (${most} px). Copied texture shows its repeats there: add less, or use Outpaint on a node with an image model.`;
      throw new PassError("bad-input", "never", words);
    }
  }
};

const notPlain = (rgb: Rgb, edges: Edges) => {
  const busy = sides.filter(
    (side) => edges[side] && restlessness(rgb, edgeStrip(rgb, side, Math.max(16, edges[side]))) > restless,
  );
  if (!busy.length) return [];
  return [`The backdrop is not plain at the ${busy.join(", ")}: parts of things may have been copied there.`];
};
