import { largeUrl, mediaUrl } from "@/components/media/url";
import type { TableShot } from "@/contract/script/table-shot";

/** A picture as large as its place allows; its small form, which the table has already, stands until the large one does. */
export function ShotPicture({ picture, alt }: { picture: TableShot["picture"]; alt: string }) {
  if (!picture) return <p className="grid place-items-center bg-canvas text-muted">No picture yet</p>;
  const { id, width, height } = picture;
  const fill = "absolute inset-0 size-full object-contain";
  return (
    <div className="relative min-h-0 bg-canvas">
      <img key={`${id} small`} src={mediaUrl(id, 256)} alt="" width={width} height={height} className={fill} />
      <img key={id} src={largeUrl(picture)} alt={alt} width={width} height={height} className={fill} />
    </div>
  );
}
