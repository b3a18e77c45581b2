import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { BadInputError } from "@/server/errors";

const cost = { N: 2 ** 15, r: 8, p: 1 };
const derive = (password: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, 32, { ...options, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

// One check takes 32 MiB: a burst of sign-ins must queue, not fill the memory.
let running = 0;
const waiting: (() => void)[] = [];
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
};

/** 10 to 200 characters; length beats odd signs. */
export const checkPassword = (password: string): string => {
  if (password.length < 10)
    throw new BadInputError("The password is shorter than 10 characters: a short sentence works well", "password");
  if (password.length > 200)
    throw new BadInputError("The password is longer than 200 characters: shorten it", "password");
  return password;
};

/** `scrypt$N$r$p$salt$key`: the parameters travel with the hash, so they can be raised later. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await inTurn(() => derive(password, salt, cost));
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), key.toString("base64")].join("$");
};

/** Takes as long for an unknown account (`stored` null) as for a wrong password, and is false for both. */
export const verifyPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [, N, r, p, salt, key] = (stored ?? "").split("$");
  const known = Boolean(N && r && p && salt && key);
  const options = known ? { N: Number(N), r: Number(r), p: Number(p) } : cost;
  const derived = await inTurn(() =>
    derive(password.slice(0, 200), Buffer.from(salt ?? "unknown account", "base64"), options),
  );
  const expected = Buffer.from(key ?? "", "base64");
  return known && expected.length === derived.length && timingSafeEqual(derived, expected);
};
