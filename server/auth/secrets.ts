import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/server/env";

/** 256 random bits, URL-safe, behind a prefix that says what it opens. Shown once; only its hash is stored. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** SHA-256 in hex: enough for a secret of 256 bits, which no dictionary holds. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** HMAC-SHA-256 in hex under the studio's secret, for one named purpose. */
export const signText = (purpose: string, text: string): string =>
  createHmac("sha256", env().BACKLOT_SECRET).update(`${purpose}\n${text}`).digest("hex");
