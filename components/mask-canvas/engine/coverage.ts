import { byteAt } from "@/contract/mask/bytes";
import { TILE, type TiledMask } from "@/contract/mask/tiles";

/** The share of the picture that is masked, 0 to 1. Sums are kept per tile, which never change in place. */
export class Coverage {
  private readonly sums = new WeakMap<Uint8Array, number>();

  of(mask: TiledMask): number {
    let total = 0;
    for (const { index, x1, y1 } of mask.everyTile()) {
      const tile = mask.tile(index);
      total += typeof tile === "number" ? tile * x1 * y1 : this.sum(tile, x1, y1);
    }
    return total / 255 / (mask.width * mask.height);
  }

  private sum(tile: Uint8Array, width: number, height: number): number {
    const known = this.sums.get(tile);
    if (known !== undefined) return known;
    let sum = 0;
    for (let y = 0; y < height; y++) for (let o = y * TILE; o < y * TILE + width; o++) sum += byteAt(tile, o);
    this.sums.set(tile, sum);
    return sum;
  }
}
