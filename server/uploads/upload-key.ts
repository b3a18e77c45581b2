import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { dataPath, env } from "../env";

/** Never resolved: it only names the URLs that get signed, so that the studio's public address does not matter. */
export const ingestOrigin = "http://ut.local";

/** The key with which the local half signs, as UploadThing would with an account's. Derived, so that it signs nothing else. */
export const localApiKey = (): string =>
  `sk_live_${createHmac("sha256", env().BACKLOT_SECRET).update("backlot uploads").digest("hex")}`;

export const hmacHex = (text: string): string => createHmac("sha256", localApiKey()).update(text).digest("hex");

/** 256 bits instead of the library's 32, as the eight numbers its key encoder takes. */
export const hashOfParts = (text: string): number[] => {
  const digest = createHash("sha256").update(text).digest();
  return Array.from({ length: 8 }, (_, i) => digest.readUInt32BE(i * 4));
};

/** The half-done file of a key. */
export const partPath = (key: string): string => dataPath("uploads", `${key}.part`);

/** What a signed URL promises about its file. */
export type Claim = { key: string; name: string; size: number; type: string; customId: string | null };

const keyPattern = /^[A-Za-z0-9]{20,120}$/;

/** Reads and checks a signed ingest URL; null when it was changed, cut or is older than an hour. */
export const readClaim = (address: string): Claim | null => {
  const url = new URL(address);
  const key = url.pathname.split("/").pop() ?? "";
  const at = url.search.indexOf("&signature=");
  if (at < 0 || !keyPattern.test(key)) return null;
  const given = Buffer.from(url.searchParams.get("signature")?.replace(/^hmac-sha256=/, "") ?? "");
  const wanted = Buffer.from(hmacHex(`${ingestOrigin}/${key}${url.search.slice(0, at)}`));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  if (!(Number(url.searchParams.get("expires")) > Date.now())) return null;
  // The library encodes these values twice.
  const field = (name: string) => {
    const value = url.searchParams.get(name);
    return value === null ? null : decodeURIComponent(value);
  };
  return {
    key,
    name: field("x-ut-file-name") ?? "",
    size: Number(field("x-ut-file-size")),
    type: field("x-ut-file-type") ?? "",
    customId: field("x-ut-custom-id"),
  };
};
