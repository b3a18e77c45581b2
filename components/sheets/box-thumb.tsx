import type { CSSProperties } from "react";
import { mediaUrl } from "@/components/media/url";
import type { Picture } from "@/contract/media";
import type { PixelBox } from "@/contract/profile/box";

/** A part of a picture as a small image, cut by the browser from its 1024 px thumbnail. Fits into a square of `side` px. */
export function BoxThumb({ picture, box, side }: { picture: Picture; box: PixelBox; side: number }) {
  const scale = side / Math.max(box.width, box.height);
  const style: CSSProperties = {
    width: box.width * scale,
    height: box.height * scale,
    backgroundColor: picture.colour,
    backgroundImage: `url(${mediaUrl(picture.id, 1024)})`,
    backgroundSize: `${picture.width * scale}px ${picture.height * scale}px`,
    backgroundPosition: `${-box.x * scale}px ${-box.y * scale}px`,
  };
  return (
    <span aria-hidden className="grid shrink-0 place-items-center" style={{ width: side, height: side }}>
      <span className="block rounded-[3px] bg-no-repeat" style={style} />
    </span>
  );
}
