import { createHmac, timingSafeEqual } from "node:crypto";
import type { LadderSize } from "@/contract/media";
import { env } from "../env";

const signatureOf = (id: string, size: LadderSize, expires: number): string =>
  createHmac("sha256", env().BACKLOT_SECRET).update(`backlot media read\n${id}\n${size}\n${expires}`).digest("hex");

/** A path that shows one size of one picture to whoever holds it, for render nodes and guests, for so many seconds. */
export const signedMediaPath = (id: string, size: LadderSize, forSeconds = 3600): string => {
  const expires = Math.floor(Date.now() / 1000) + forSeconds;
  return `/api/media/${id}/${size}?expires=${expires}&signature=${signatureOf(id, size, expires)}`;
};

/** "none": no signature at all, so ask for a session. */
export const checkSignature = (url: URL, id: string, size: LadderSize): "valid" | "invalid" | "expired" | "none" => {
  const signature = url.searchParams.get("signature");
  if (signature === null) return "none";
  const expires = Number(url.searchParams.get("expires"));
  const given = Buffer.from(signature);
  const wanted = Buffer.from(signatureOf(id, size, expires));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return "invalid";
  return expires * 1000 > Date.now() ? "valid" : "expired";
};
