/** A painted region and the one picture that shows in it, with where it is in pixels. */
type Relation = {
  region: string;
  colour: string;
  /** File names inside the archive. */
  mask: string;
  picture: string;
  mediaId: string;
  box: { x: number; y: number; w: number; h: number };
};
type Relations = {
  format: 1;
  width: number;
  height: number;
  /** What the regions are painted on. */
  under: string;
  /** Each picture inside its mask, over that. */
  draft: string;
  relations: Relation[];
  /** Painted regions without a picture. */
  open: string[];
};

type Given = {
  id: string;
  name: string;
  colour: string;
  mediaId: string | null;
  box: Relation["box"] | null;
};

/** What belongs to what: every painted region with a picture once, from the bottom up; unpainted regions are left out. */
export function relationsOf(
  regions: readonly Given[],
  { width, height, ending }: { width: number; height: number; ending: (mediaId: string) => string },
): Relations {
  const painted = regions.filter(({ box }) => box !== null);
  const bound = painted.filter(({ mediaId }) => mediaId !== null);
  const pictures = [...new Set(bound.map(({ mediaId }) => mediaId))];
  return {
    ...{ format: 1, width, height, under: "under.png", draft: "draft.png" },
    relations: bound.map(({ name, colour, mediaId, box }, n) => ({
      ...{ region: name, colour, mask: `masks/${number(n)}-${fileWord(name)}.png` },
      picture: `pictures/${number(pictures.indexOf(mediaId))}.${ending(mediaId ?? "")}`,
      ...{ mediaId: mediaId ?? "", box: box ?? { x: 0, y: 0, w: 0, h: 0 } },
    })),
    open: painted.filter(({ mediaId }) => mediaId === null).map(({ name }) => name),
  };
}

const number = (n: number) => String(n + 1).padStart(2, "0");
const fileWord = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") || "region";

/** Which part of a picture fills a box when it is cut at its longer side, as the server's draft does. */
export function coverCrop(picture: { width: number; height: number }, box: { w: number; h: number }) {
  const scale = Math.max(box.w / picture.width, box.h / picture.height);
  const [w, h] = [box.w / scale, box.h / scale];
  return { x: (picture.width - w) / 2, y: (picture.height - h) / 2, w, h };
}
