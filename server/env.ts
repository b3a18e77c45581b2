import path from "node:path";
import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z
    .string()
    .min(1, { error: "DATABASE_URL is missing: start the studio with `npm start`, or name a PostgreSQL 15 or newer" }),
  BACKLOT_DATA: z.string().default(".data"),
  BACKLOT_SECRET: z
    .string()
    .min(32, { error: "BACKLOT_SECRET is missing or shorter than 32 characters: `npm start` makes one" }),
  NEXTAUTH_URL: z.string().default("http://localhost:3000"),
  /** The address the web server listens on. */
  HOST: z.string().default("127.0.0.1"),
  UPLOADTHING_TOKEN: z.string().optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
});

let read: z.infer<typeof Env> | undefined;

/** The environment, read once and checked. The only place of the server that looks at process.env. */
export const env = () => {
  read ??= Env.parse({ ...process.env, UPLOADTHING_TOKEN: process.env.UPLOADTHING_TOKEN || undefined });
  return read;
};

/** A path inside the data folder. */
export const dataPath = (...parts: string[]): string =>
  path.resolve(/*turbopackIgnore: true*/ env().BACKLOT_DATA, ...parts);
