import type { ReactNode, Ref } from "react";
import type { SheetCell } from "@/components/media/use-sheets";

export interface CardGridHandle {
  /** Puts focus on the card that had it last. */
  focus: () => void;
}

/** How a card of a very long list draws its picture: from a sheet, and not yet by itself while flung past. */
export interface CardPicture {
  sheet: SheetCell | undefined;
  paused: boolean;
}

export interface CardGridProps<Item extends { id: string }> {
  label: string;
  items: readonly Item[];
  /** Draws a card. Its one link carries `focus` as attributes. */
  children: (
    item: Item,
    focus: { "data-card": true; tabIndex: number },
    index: number,
    picture: CardPicture,
  ) => ReactNode;
  /** The picture of an item: a list of more than 200 shows them from contact sheets, and mounts what shows alone. */
  mediaOf?: (item: Item) => string | undefined;
  /** Smallest card width, a CSS length. A phone shows one a row, or two with `pair`. */
  least?: string;
  pair?: boolean;
  ref?: Ref<CardGridHandle>;
}
