import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type EngineReport, type ModelFile, modelFamilies } from "../../../contract/engine/report";
import type { ImageServer } from "../../config";
import { choicesOf, type ObjectInfo, readObjectInfo } from "../../graph/object-info";
import { log, wordsOf } from "../../log";
import { ModelHashes } from "../../models/hashes";
import { type Assigned, takeInventory } from "../../models/inventory";
import { readPackFolders } from "../../models/pack-folders";
import type { Wanted } from "../engine";
import { EngineError } from "./errors";
import { ComfyHttp, HttpError, type SystemStats } from "./http";
import { Ledger } from "./ledger";
import { OwnServer, type ownPace } from "./own-server";
import type { Pace } from "./pace";
import { GraphRunner } from "./runner";

/** What is known of a server that answers. */
export type ComfyState = {
  stats: SystemStats;
  objects: ObjectInfo;
  models: ModelFile[];
  features: string[];
  /** The owner lets node packs fetch the models they lack. */
  downloads: boolean;
  /** Folders the server lists no files of can be looked into. */
  seesDisk: boolean;
};
export type Looked = { ok: true; state: ComfyState } | { ok: false; lacks: Wanted };

/** The first version that takes a prompt id of ours. */
const oldest = [0, 3, 45] as const;
const lookEveryMs = 60_000;
const lookAgainMs = 10_000;
const watchedFolders = [
  "checkpoints",
  "diffusion_models",
  "loras",
  "controlnet",
  "vae",
  "text_encoders",
  "upscale_models",
];

const Owners = z.object({ families: z.record(z.string(), z.enum(modelFamilies)).default({}) });

/** One ComfyUI server: what it has, a runner for its graphs, and pictures handed over by their content. */
export class ComfyServer {
  readonly http: ComfyHttp;
  readonly runner: GraphRunner;
  /** The server's process, if the node starts it. */
  readonly own: OwnServer | undefined;
  readonly #server: ImageServer;
  readonly #home: string | undefined;
  readonly #hashes: ModelHashes;
  readonly #uploaded = new Set<string>();
  #looked: Looked | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<Looked> | undefined;
  #seen = "";

  constructor(
    server: ImageServer,
    {
      home,
      pace,
      pollOnly,
      starting,
    }: { home?: string; pace?: Pace; pollOnly?: boolean; starting?: typeof ownPace } = {},
  ) {
    this.#server = server;
    this.#home = home;
    this.http = new ComfyHttp(server);
    this.#hashes = new ModelHashes(home && path.join(home, "model-hashes.json"));
    const ledger = new Ledger(home && path.join(home, "comfy.jsonl"));
    const { command, dir } = server;
    this.own =
      command === undefined
        ? undefined
        : new OwnServer(this.http, { command, dir, home, ...(starting && { pace: starting }) });
    const ways = { ledger, owned: this.own, ...(pace && { pace }), ...(pollOnly && { pollOnly }) };
    this.runner = new GraphRunner(this.http, ways);
  }

  /** What the server has, at most a minute old; `anew` asks at once. Never rejects: a server that is away is an answer. */
  async look(anew = false): Promise<Looked> {
    const age = performance.now() - this.#lookedAt;
    if (!anew && this.#looked && age < (this.#looked.ok ? lookEveryMs : lookAgainMs)) return this.#looked;
    this.#looking ??= this.#ask(anew).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #ask(anew: boolean): Promise<Looked> {
    try {
      const stats = await this.http.systemStats();
      const old = tooOld(stats.system.comfyui_version);
      const state = old ? undefined : await this.#stateOf(stats, anew);
      this.#looked = state ? { ok: true, state } : { ok: false, lacks: old as Wanted };
    } catch (error) {
      this.#seen = "";
      this.#uploaded.clear();
      if (isAway(error)) this.own?.heal();
      this.#looked = { ok: false, lacks: this.own?.pid ? itStarts : lacksServer(this.#server.url, error) };
    }
    this.#lookedAt = performance.now();
    return this.#looked;
  }

  async #stateOf(stats: SystemStats, anew: boolean): Promise<ComfyState> {
    const folders = await Promise.all(watchedFolders.map((folder) => this.http.models(folder)));
    const { dir, downloads = false } = this.#server;
    const owners = this.#owners();
    const packs = await readPackFolders(this.http.models, dir);
    const seen = createHash("sha1")
      .update(JSON.stringify([stats.system.comfyui_version, folders, owners, packs]))
      .digest("hex");
    const before = this.#looked?.ok && this.#seen === seen && !anew ? this.#looked.state : undefined;
    const objects = before?.objects ?? readObjectInfo(await this.http.objectInfo());
    const [ip, embedding, jobs, features] = before
      ? [[], [], false, {}]
      : await Promise.all([
          this.http.models("ipadapter"),
          this.http.embeddings(),
          this.http.hasJobs(),
          this.http.features(),
        ]);
    // Hashes come in while nothing changes, so the list is made anew each time; that is files' headers only.
    const more = before ? moreOf(before.models) : { "ip-adapter": ip, embedding };
    const models = await takeInventory({
      objects,
      more: { ...more, ...packs },
      dir,
      hashes: this.#hashes,
      assigned: owners,
    });
    void this.#hashes.settle();
    this.#seen = seen;
    const flags = Object.entries(features).flatMap(([name, value]) => (value === true ? [name] : []));
    return {
      ...{ stats, objects, models, downloads, seesDisk: dir !== undefined },
      features: before?.features ?? [...flags, ...(jobs ? ["jobs-api"] : [])],
    };
  }

  /** What the owner says of files: `image-models.json` in the node's folder, { "families": { "file": "sdxl" } }. */
  #owners(): Assigned {
    if (!this.#home) return {};
    const file = path.join(this.#home, "image-models.json");
    try {
      return Owners.parse(JSON.parse(readFileSync(file, "utf8"))).families;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
        log.warn(`${file} cannot be read and counts as empty: ${wordsOf(error)}`);
      return {};
    }
  }

  /** A PNG, handed over once by its content. Answers the name a load node takes. */
  async put(png: Buffer, signal: AbortSignal): Promise<{ name: string; sha256: string }> {
    const sha256 = createHash("sha256").update(png).digest("hex");
    const name = `${sha256.slice(0, 16)}.png`;
    const known = `backlot/${name}`;
    if (this.#uploaded.has(known)) return { name: known, sha256 };
    const given = await this.http.upload(png, name, "backlot", signal);
    this.#uploaded.add(given);
    return { name: given, sha256 };
  }

  /** Nothing handed over before counts any more. */
  forgetUploads(): void {
    this.#uploaded.clear();
  }

  /** For `Hello.engine`, without the variants, which the passes know. */
  reportOf({ stats, objects, models, features }: ComfyState): Omit<EngineReport, "variants"> {
    return {
      ...{ kind: "comfyui" as const, version: stats.system.comfyui_version, features, models },
      device: deviceOf(stats),
      samplers: choicesOf(objects, "KSampler", "sampler_name"),
      schedulers: choicesOf(objects, "KSampler", "scheduler"),
    };
  }
}

export const deviceOf = ({ devices }: SystemStats): EngineReport["device"] => {
  const [first] = devices;
  return { name: first?.name.slice(0, 160) ?? "", vramGb: Math.round((first?.vram_total ?? 0) / 1024 ** 3) };
};

const moreOf = (models: readonly ModelFile[]) => {
  const of = (role: ModelFile["role"]) => models.flatMap((each) => (each.role === role ? [each.file] : []));
  return { "ip-adapter": of("ip-adapter"), embedding: of("embedding") };
};

const tooOld = (version: string): Wanted | undefined => {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  if (!parts) return undefined;
  const at = parts.findIndex((part, n) => part !== oldest[n]);
  if (at < 0 || (parts[at] ?? 0) > (oldest[at] ?? 0)) return undefined;
  return {
    what: `ComfyUI ${oldest.join(".")} or newer: it runs ${version}`,
    where: "the image server beside this node",
    how: "Update ComfyUI (git pull and its requirements, or its manager), then start it again",
  };
};

const isAway = (error: unknown) => error instanceof EngineError && error.kind === "engine_down";
const itStarts: Wanted = {
  what: "the image server, which is starting",
  where: "beside this node",
  how: "Wait a minute; if it stays so, comfyui.log in the node's folder says why",
};

const lacksServer = (url: string, error: unknown): Wanted => {
  const where = "beside this node";
  const host = new URL(url).host;
  if (error instanceof HttpError && (error.status === 401 || error.status === 403))
    return {
      what: `access to the image server at ${host}: ${error.message}`,
      where,
      how: "Set COMFY_TOKEN for the node",
    };
  if (error instanceof EngineError && isAway(error))
    return {
      what: `the image server at ${host}, which does not answer (${error.raw})`.slice(0, 300),
      where,
      how: "Start ComfyUI there, or correct COMFY_URL; it is noticed within a minute",
    };
  return {
    what: `a ComfyUI server at ${host}: what answers there is something else (${wordsOf(error)})`.slice(0, 300),
    where,
    how: "Correct COMFY_URL: usually http://127.0.0.1:8188",
  };
};
