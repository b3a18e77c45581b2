import { type Angle, angles, closeUps, type Slot } from "@/contract/profile/angles";

/**
 * Where each angle stands when one looks at the subject: the front in the centre, left and right at their sides,
 * up above and down below, the back views at the outer corners. Rows of the grid, null for an empty place.
 */
export const angleRows: readonly (readonly (Angle | null)[])[] = [
  ["over-shoulder", null, "up", null, "back"],
  ["profile-left", "three-quarter-left", "front", "three-quarter-right", "profile-right"],
  [null, null, "down", null, null],
];

export type CloseUp = keyof typeof closeUps;
export const closeUpIds = Object.keys(closeUps) as [CloseUp, ...CloseUp[]];

interface Placed {
  id: string;
  slot: Slot | null;
}

export interface Spread<Image extends Placed> {
  /** One picture an angle. */
  angles: ReadonlyMap<Angle, Image>;
  /** Any number each. */
  closeUps: ReadonlyMap<CloseUp, Image[]>;
  /** Candidates, and a second picture of an angle should there ever be one: nothing is hidden. */
  tray: Image[];
}

/** Sorts a package's pictures into the places where they are drawn. */
export const spread = <Image extends Placed>(images: readonly Image[]): Spread<Image> => {
  const byAngle = new Map<Angle, Image>();
  const byCloseUp = new Map<CloseUp, Image[]>(closeUpIds.map((id) => [id, []]));
  const tray: Image[] = [];
  for (const image of images) {
    const { slot } = image;
    if (slot !== null && slot in closeUps) byCloseUp.get(slot as CloseUp)?.push(image);
    else if (slot !== null && slot in angles && !byAngle.has(slot as Angle)) byAngle.set(slot as Angle, image);
    else tray.push(image);
  }
  return { angles: byAngle, closeUps: byCloseUp, tray };
};

/** The pictures after one moved: a taken angle sends its old picture to the tray, as the server does. */
export const moved = <Image extends Placed>(images: readonly Image[], id: string, slot: Slot | null): Image[] =>
  images.map((image) => {
    if (image.id === id) return { ...image, slot };
    return slot !== null && slot in angles && image.slot === slot ? { ...image, slot: null } : image;
  });
