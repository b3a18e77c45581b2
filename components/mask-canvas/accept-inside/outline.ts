import type { DrawOp } from "@/contract/mask/ops";
import { encodePoints, toQuarter } from "@/contract/mask/points";
import type { Point } from "../engine/viewport";

/** An outline in image pixels as the one op that selects what lies inside; null for fewer than three places. */
export function outlineOp(points: readonly Point[]): Extract<DrawOp, { kind: "poly" }> | null {
  const quarters: number[] = [];
  for (const { x, y } of points) {
    const [qx, qy] = [toQuarter(x), toQuarter(y)];
    if (quarters.at(-2) !== qx || quarters.at(-1) !== qy) quarters.push(qx, qy);
  }
  if (quarters.length < 6) return null;
  return { kind: "poly", mode: "add", rule: "nonzero", points: encodePoints(quarters, 2) };
}
