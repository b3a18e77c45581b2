import path from "node:path";
import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z.string({
    error: "DATABASE_URL is missing: start the studio with `npm start`, or name a PostgreSQL 15 or newer",
  }),
  BACKLOT_DATA: z.string().default(".data"),
  BACKLOT_SECRET: z
    .string({ error: "BACKLOT_SECRET is missing: `npm start` makes one" })
    .min(32, { error: "BACKLOT_SECRET is shorter than 32 characters: `npm start` makes one" }),
  NEXTAUTH_URL: z.string().default("http://localhost:3000"),
  /** The address the web server listens on. */
  HOST: z.string().default("127.0.0.1"),
  NODE_ENV: z.string().default("development"),
  /** The folder of the build that is served. */
  BACKLOT_DIST: z.string().default(".next"),
  UPLOADTHING_TOKEN: z.string().optional(),
  /** A bucket that speaks S3 takes the pictures instead of the data folder. Its credentials are AWS_ACCESS_KEY_ID and the like. */
  BACKLOT_S3_BUCKET: z.string().optional(),
  BACKLOT_S3_ENDPOINT: z
    .url({ error: "BACKLOT_S3_ENDPOINT is no address: write it like https://s3.example.org" })
    .optional(),
  BACKLOT_S3_REGION: z.string().default("us-east-1"),
  BACKLOT_S3_PREFIX: z
    .string()
    .regex(/^([^/]+\/)*$/, { error: "BACKLOT_S3_PREFIX must end with a slash and not begin with one, like studio/" })
    .default(""),
  /** Copies of pictures that lie elsewhere, kept on this machine. */
  BACKLOT_CACHE_GB: z.coerce.number().min(0.1).max(100_000).default(20),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
});

let read: z.infer<typeof Env> | undefined;

/** The environment, read once and checked. The only place of the server that looks at process.env. */
export const env = () => {
  // A variable set to nothing is one not set.
  read ??= Env.parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value)));
  return read;
};

/** A path inside the data folder. */
export const dataPath = (...parts: string[]): string =>
  path.resolve(/*turbopackIgnore: true*/ env().BACKLOT_DATA, ...parts);
