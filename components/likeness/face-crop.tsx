import { largeUrl, mediaUrl } from "@/components/media/url";
import { cx } from "@/components/ui/cx";
import type { Picture } from "@/contract/media";
import type { FaceReading } from "@/contract/profile/face";

interface FaceCropProps {
  picture: Picture | null;
  /** The part to show, with room around it; without a face the whole picture. */
  face: Pick<FaceReading, "box"> | null;
  alt: string;
  className?: string;
}

/** Share of the face's size left around it. */
const room = 0.45;

/** The square around a face, cut out of a picture by the browser: no file of its own. */
export function FaceCrop({ picture, face, alt, className }: FaceCropProps) {
  const box = "relative block aspect-square overflow-hidden rounded-picture bg-well";
  if (!picture) return <span className={cx(box, className)} />;
  const { width, height, colour } = picture;
  const side = face ? Math.max(face.box.width, face.box.height) * (1 + 2 * room) : Math.min(width, height);
  const x = face ? face.box.x + face.box.width / 2 - side / 2 : (width - side) / 2;
  const y = face ? face.box.y + face.box.height / 2 - side / 2 : (height - side) / 2;
  const small = Math.max(width, height) / side < 2.5;
  return (
    <span className={cx(box, className)} style={{ backgroundColor: colour }}>
      <img
        src={small ? mediaUrl(picture.id, 1024) : largeUrl(picture)}
        alt={alt}
        loading="lazy"
        decoding="async"
        draggable={false}
        className="absolute max-w-none"
        style={{
          ...{ left: `${(-x / side) * 100}%`, top: `${(-y / side) * 100}%` },
          ...{ width: `${(width / side) * 100}%`, height: `${(height / side) * 100}%` },
        }}
      />
    </span>
  );
}
