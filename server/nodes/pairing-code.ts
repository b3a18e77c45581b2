import { randomInt } from "node:crypto";
import { hashSecret } from "@/server/auth/secrets";

// No 0/O, 1/I/L, 5/S, 8/B, 2/Z, U/V: read aloud across a room.
const letters = "34679ACDEFGHJKMNPQRTWXY";

/** Eight letters in two groups, `ACDE-34XY`: 36 bits, enough for ten minutes behind a limit of tries. */
export const newCode = (): string => {
  const text = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
};

/** Case, spaces and dashes do not matter. */
export const hashCode = (code: string): string => hashSecret(`pairing ${code.toUpperCase().replace(/[^A-Z0-9]/g, "")}`);
