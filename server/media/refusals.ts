import { isLightMime, mediaLimits } from "@/contract/media";
import { BadInputError, StudioError } from "../errors";
import { readableBytes } from "../storage/free-disk";
import type { Decoded } from "./decoder";
import type { Sniffed } from "./sniff";

type Refused = Extract<Decoded, { refused: string }>;
const again = "Export it again and upload that.";

/** Refuses a picture of no or too many bytes, by its announced or counted size. */
export const requireSize = (name: string, bytes: number): void => {
  if (!(bytes > 0)) throw new BadInputError(`${name} is empty. ${again}`);
  if (bytes <= mediaLimits.bytes) return;
  const limit = readableBytes(mediaLimits.bytes);
  throw new StudioError(
    "PAYLOAD_TOO_LARGE",
    `${name} is ${readableBytes(bytes)}; Backlot takes pictures up to ${limit}. Save it smaller and upload that.`,
  );
};

/** The refusal of a file that is no picture of ours, by its first bytes. */
export const notOurKind = (name: string, seen: Exclude<Sniffed, { mime: string }>): BadInputError =>
  "other" in seen
    ? new BadInputError(`${name} is ${seen.other}, which Backlot does not take. ${seen.advice}`)
    : new BadInputError(
        `${name} is not a picture Backlot can read. It takes PNG, JPEG, WebP, TIFF and still GIF: export it as one of these and upload that.`,
      );

/** The refusal of a picture of linear light where an 8-bit one is meant. */
export const notHere = (name: string, mime: string): BadInputError =>
  new BadInputError(
    `${name} is ${mime === "image/x-exr" ? "an OpenEXR file" : "a Radiance HDR file"}, which Backlot takes only for environments. Export it as 16-bit PNG or TIFF and upload that.`,
  );

/** The decoder's word as a sentence: what, where and what to do. */
export const notDecodable = (name: string, why: Refused, mime: string): BadInputError => {
  switch (why.refused) {
    case "pixels":
      return new BadInputError(
        `${name} is ${why.width} × ${why.height} pixels; Backlot takes up to ${mediaLimits.side} a side and ${(isLightMime(mime) ? mediaLimits.lightPixels : mediaLimits.pixels) / 1e6} megapixels${isLightMime(mime) ? " of .hdr and .exr" : ""}. Scale it down and upload that.`,
      );
    case "pages":
      return mime === "image/tiff"
        ? new BadInputError(
            `${name} holds ${why.pages} pages; Backlot keeps one picture a file. Export each page and upload those.`,
          )
        : new BadInputError(
            `${name} holds ${why.pages} pictures; Backlot keeps stills. Export one frame as PNG and upload that.`,
          );
    case "broken":
      return new BadInputError(`${name} ${why.why}. ${again}`);
    case "slow":
      return new BadInputError(
        `${name} took more than 60 seconds to decode. Save it as PNG or smaller and upload that.`,
      );
    case "memory":
      return new BadInputError(
        `${name} needs too much memory to decode. Save it without progressive or interlaced coding, or smaller, and upload that.`,
      );
    default:
      return new BadInputError(`${name} is damaged or incomplete: it does not decode to its end. ${again}`);
  }
};
