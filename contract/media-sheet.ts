/** Contact sheets: 8 × 8 pictures in one WebP, so that a fling over thousands asks for few files. */
export const sheet = {
  columns: 8,
  /** Pictures of one sheet. */
  most: 64,
  /** Px a side of a cell: the picture stands whole in its upper left corner, its longer side this long. */
  cell: 168,
} as const;

const prefix = "med_";

/** The address of the sheet of these pictures, in their order. It names them, so what it answers never changes. */
export const sheetPath = (mediaIds: readonly string[]): string =>
  `/api/media/sheet/${mediaIds.map((id) => (id === "" ? "-" : id.slice(prefix.length))).join(".")}`;

/** The ids of an address's last part, "" for a cell left empty; undefined when it is no list of 1 to 64 of them. */
export const sheetIds = (text: string): string[] | undefined => {
  const parts = text.split(".");
  if (parts.length > sheet.most || !parts.every((part) => part === "-" || /^[0-9A-Za-z]{20}$/.test(part)))
    return undefined;
  return parts.map((part) => (part === "-" ? "" : `${prefix}${part}`));
};

export type SheetCrop = { size: [x: number, y: number]; position: [x: number, y: number] };

/**
 * How a box of `ratio` (width by height) shows picture `at` of a sheet, filled and centred as `object-fit: cover` does:
 * `background-size` and `background-position` in percent. `rows` is the sheet's height in cells.
 */
export const sheetCrop = (
  at: number,
  { width, height }: { width: number; height: number },
  ratio: number,
  rows: number,
): SheetCrop => {
  const own = width / height;
  const [w, h] = own >= 1 ? [sheet.cell, sheet.cell / own] : [sheet.cell * own, sheet.cell];
  const [seenW, seenH] = own > ratio ? [h * ratio, h] : [w, w / ratio];
  const left = (at % sheet.columns) * sheet.cell + (w - seenW) / 2;
  const top = Math.floor(at / sheet.columns) * sheet.cell + (h - seenH) / 2;
  const [wide, high] = [sheet.columns * sheet.cell, rows * sheet.cell];
  const share = (from: number, free: number) => (free <= 0 ? 0 : (from / free) * 100);
  return {
    size: [(wide / seenW) * 100, (high / seenH) * 100],
    position: [share(left, wide - seenW), share(top, high - seenH)],
  };
};
