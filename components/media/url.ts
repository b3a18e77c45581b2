import type { LadderSize } from "@/contract/media";

/** Address of a picture in one of its sizes. The server checks who may read it. */
export const mediaUrl = (id: string, size: LadderSize = 256): string => `/api/media/${id}/${size}`;

type Sized = { id: string; width: number; height: number };
const isLarge = ({ width, height }: Sized) => Math.max(width, height) > 1024;

/** For a picture that is looked at as large as the screen allows, without zooming. */
export const largeUrl = (picture: Sized): string => mediaUrl(picture.id, isLarge(picture) ? 2048 : 1024);

/** For a picture that is zoomed into. */
export const zoomUrl = (picture: Sized): string => mediaUrl(picture.id, isLarge(picture) ? "full" : 1024);
