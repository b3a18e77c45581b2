import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";

const Saved = z.object({ url: z.string(), token: z.string() });

export type Config = {
  url: string;
  /** Undefined until the node is paired. */
  token: string | undefined;
  /** A pairing code to redeem first. */
  pair: string | undefined;
  name: string;
  /** Started by the studio's launcher: stops with it, never gives up. */
  embedded: boolean;
  /** Leave after the queue was empty once. */
  once: boolean;
  /** Folder of token, journal, input cache and work in progress. */
  home: string;
  /** Jobs claimed beyond the one that runs, their inputs already fetched; more when jobs are short. 0: never one. */
  ahead: number;
  /** Bytes the input cache may keep. */
  cacheBytes: number;
  /** Bytes of results that may wait for the studio. */
  resultsBytes: number;
  /** Bytes of disk that stay free: below, no job is taken. */
  reserveBytes: number;
  /** GiB of GPU memory other programs may hold before the node makes way; 0: it never does. */
  yieldGb: number;
  /** The image server beside the node; undefined: none is named. */
  imageServer: ImageServer | undefined;
  /** An Automatic1111 or Forge server beside it, used for what the other cannot do. */
  a1111: ImageServer | undefined;
  trainer: Trainer | undefined;
  /** Milliseconds a running job gets to finish after SIGTERM before it is given back. */
  graceMs: number;
};

/** A program of the owner's that trains LoRAs. */
export type Trainer = {
  /** With placeholders, see engines/trainer/command.ts; run without a shell. */
  command: string;
  /** Where LoRAs belong, so that the image server offers them. */
  loras: string;
  /** Bytes one training may write. */
  mostBytes: number;
};

/** A server of image models this node works with. */
export type ImageServer = {
  kind: "comfyui" | "a1111";
  url: string;
  /** What a proxy before it wants with every request. */
  headers: Readonly<Record<string, string>>;
  /** Its own folder, if this machine can see it: headers and hashes of models are read there. */
  dir: string | undefined;
  /** Node packs may fetch models they lack when they are first used. */
  downloads?: boolean;
  /** Starts the server, run by a shell in `dir`: the node then owns its process. */
  command?: string | undefined;
};

const usage = `A Backlot render node.

  npm run agent -- --pair CODE --url https://studio.example   pair with a code from the Nodes page, then work
  npm run agent                                               work for the studio paired before

  npm run agent -- pause [WHY]                                take no more work on this machine, give back what runs
  npm run agent -- resume                                     work again

  --name NAME   what the studio calls this node (the machine's name)
  --home DIR    where token, journal and cache lie (~/.config/backlot)
  --once        stop when nothing is left to do`;

const flags = {
  url: { type: "string" },
  pair: { type: "string" },
  name: { type: "string" },
  home: { type: "string" },
  embedded: { type: "boolean", default: false },
  once: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Env = Readonly<Record<string, string | undefined>>;

/** What a person must hear before the node can start; not a fault of the program. */
export class ConfigError extends Error {}

const homeOf = (given: string | undefined, embedded: boolean, env: Env): string => {
  if (given ?? env.BACKLOT_AGENT_HOME) return path.resolve(given ?? env.BACKLOT_AGENT_HOME ?? "");
  return embedded && env.BACKLOT_DATA
    ? path.resolve(env.BACKLOT_DATA, "agent")
    : path.join(os.homedir(), ".config", "backlot");
};

const gibibyte = 1024 ** 3;

/** A number of gigabytes from the environment. Throws ConfigError naming the variable. */
const gigabytes = (env: Env, name: string, usual: number): number => {
  const given = env[name];
  if (given === undefined || given.trim() === "") return usual;
  const value = Number(given);
  if (!Number.isFinite(value) || value < 0)
    throw new ConfigError(`${name}=${given} is not a number of gigabytes, like ${usual}`);
  return value;
};

const urlOf = (given: string): string => {
  const parsed = URL.canParse(given) ? new URL(given) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new ConfigError(`--url ${given} is not the address of a studio, like https://studio.example`);
  return given.replace(/\/+$/, "");
};

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const basicOf = ({ username, password }: URL): string | undefined => {
  if (!username) return undefined;
  const plain = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return `Basic ${Buffer.from(`${plain(username)}:${plain(password)}`).toString("base64")}`;
};

/**
 * Throws ConfigError in words, which never hold a password. A server elsewhere has no accounts and runs whatever it is
 * sent, so it needs a yes.
 */
const imageServerOf = (env: Env, kind: ImageServer["kind"]): ImageServer | undefined => {
  const comfy = kind === "comfyui";
  const [name, usual] = comfy ? ["COMFY_URL", 8188] : ["A1111_URL", 7860];
  const given = env[name]?.trim();
  if (!given) return undefined;
  const parsed = URL.canParse(given) ? new URL(given) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new ConfigError(
      `${name}=${given.replace(/\/\/[^/]*@/, "//")} is not the address of an image server, like http://127.0.0.1:${usual}`,
    );
  const remote = comfy ? "COMFY_REMOTE" : "A1111_REMOTE";
  if (!loopback.test(parsed.hostname) && env[remote] !== "yes")
    throw new ConfigError(
      `${name}: ${parsed.hostname} is another machine. Such a server has no accounts of its own: whoever reaches it can run anything there. Run the node beside it, or set ${remote}=yes if the way to it is safe.`,
    );
  const basic = basicOf(parsed);
  const authorization = comfy ? (env.COMFY_TOKEN ? `Bearer ${env.COMFY_TOKEN}` : basic) : (a1111Auth(env) ?? basic);
  return {
    kind,
    url: `${parsed.origin}${parsed.pathname.replace(/\/+$/, "")}`,
    headers: authorization ? { authorization } : {},
    dir: comfy && env.COMFY_DIR ? path.resolve(env.COMFY_DIR) : undefined,
    downloads: comfy && env.COMFY_DOWNLOADS === "yes",
    command: comfy ? env.COMFY_COMMAND?.trim() || undefined : undefined,
  };
};

/** What the server's --api-auth says: "user:password". */
const a1111Auth = ({ A1111_AUTH: given }: Env): string | undefined => {
  if (!given) return undefined;
  if (!given.includes(":")) throw new ConfigError("A1111_AUTH is not user:password, as in the server's --api-auth");
  return `Basic ${Buffer.from(given).toString("base64")}`;
};

const trainerOf = (env: Env): Trainer | undefined => {
  const command = env.AGENT_TRAINER?.trim();
  if (!command) return undefined;
  if (!env.AGENT_LORAS)
    throw new ConfigError("AGENT_TRAINER wants AGENT_LORAS as well: the folder finished LoRAs belong into");
  if (!command.includes("{output}"))
    throw new ConfigError("AGENT_TRAINER has no {output}: the trainer must write its checkpoints there");
  return {
    command,
    loras: path.resolve(env.AGENT_LORAS),
    mostBytes: gigabytes(env, "AGENT_TRAINER_GB", 20) * gibibyte,
  };
};

/** Flags over environment over what pairing saved. Throws ConfigError in words. */
export function readConfig(args: readonly string[], env: Env = process.env): Config {
  const values = parse(args);
  if (values.help) throw new ConfigError(usage);
  const home = homeOf(values.home, values.embedded, env);
  const saved = readSaved(home);
  const url = values.url ?? env.BACKLOT_URL ?? saved?.url;
  if (!url) throw new ConfigError(`Which studio? Add --url.\n\n${usage}`);
  const token = env.BACKLOT_NODE_TOKEN ?? saved?.token;
  if (!token && !values.pair)
    throw new ConfigError(
      `This node is not paired. Add --pair CODE with a code from the studio's Nodes page.\n\n${usage}`,
    );
  return {
    url: urlOf(url),
    token,
    pair: values.pair,
    name: values.name ?? os.hostname(),
    embedded: values.embedded,
    once: values.once,
    home,
    ahead: values.embedded ? 0 : 1,
    cacheBytes: gigabytes(env, "AGENT_CACHE_GB", values.embedded ? 2 : 10) * gibibyte,
    resultsBytes: gigabytes(env, "AGENT_RESULTS_GB", 4) * gibibyte,
    reserveBytes: gigabytes(env, "AGENT_RESERVE_GB", 0.5) * gibibyte,
    // The image server holds the GPU for us: its memory is no stranger's.
    yieldGb: gigabytes(env, "AGENT_YIELD_GB", env.COMFY_URL || env.A1111_URL ? 0 : 4),
    imageServer: imageServerOf(env, "comfyui"),
    a1111: imageServerOf(env, "a1111"),
    trainer: trainerOf(env),
    graceMs: values.embedded ? 800 : 20_000,
  };
}

/** What a command line without `pause` or `resume` in front asks for is to work. */
export type Command =
  | { kind: "work" }
  | { kind: "pause"; home: string; reason: string }
  | { kind: "resume"; home: string };

/** Throws ConfigError in words. */
export function readCommand(args: readonly string[], env: Env = process.env): Command {
  const [kind, ...rest] = args;
  if (kind !== "pause" && kind !== "resume") return { kind: "work" };
  const reason = rest.filter((word, n) => word !== "--home" && rest[n - 1] !== "--home").join(" ");
  const at = rest.indexOf("--home");
  const home = homeOf(at < 0 ? undefined : rest[at + 1], false, env);
  return kind === "pause" ? { kind, home, reason } : { kind, home };
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
};

const fileOf = (home: string) => path.join(home, "node.json");

function readSaved(home: string): z.infer<typeof Saved> | undefined {
  try {
    return Saved.parse(JSON.parse(readFileSync(fileOf(home), "utf8")));
  } catch {
    return undefined;
  }
}

/** Keep the token for the next start, for this user's eyes only. */
export function saveToken(home: string, saved: z.infer<typeof Saved>): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(fileOf(home), `${JSON.stringify(saved)}\n`, { mode: 0o600 });
}

/** The server of `npm run test:comfy`: its address, the command that starts it if the tests may, and its folder. */
export const testServer = (
  env: Env = process.env,
): { url: string; command: string | undefined; dir: string | undefined } => ({
  url: (env.COMFY_URL ?? "http://127.0.0.1:8188").replace(/\/+$/, ""),
  command: env.COMFY_COMMAND || undefined,
  dir: env.COMFY_DIR ? path.resolve(env.COMFY_DIR) : undefined,
});

/** Where the team's own model files lie, by role; undefined when AGENT_MODELS names no folder. */
export const modelsFolder = (env: Env = process.env): string | undefined =>
  env.AGENT_MODELS ? path.resolve(env.AGENT_MODELS) : undefined;
