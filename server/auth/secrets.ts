import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, URL-safe, behind a prefix that says what it opens. Shown once; only its hash is stored. */
export const newSecret = (prefix: string): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** SHA-256 in hex: enough for a secret of 256 bits, which no dictionary holds. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
