import { z } from "zod";
import type { Graph } from "../../graph/graph";
import { EngineError, type NodeErrors } from "./errors";

const SystemStats = z.object({
  system: z.object({
    comfyui_version: z.string().default(""),
    argv: z.array(z.string()).default([]),
    ram_free: z.number().default(0),
  }),
  devices: z
    .array(z.object({ name: z.string(), type: z.string().default(""), vram_total: z.number(), vram_free: z.number() }))
    .default([]),
});
export type SystemStats = z.infer<typeof SystemStats>;

const QueueItem = z.tuple([z.number(), z.string()], z.unknown());
const Queue = z.object({ queue_running: z.array(QueueItem), queue_pending: z.array(QueueItem) });
export type Queue = { running: string[]; pending: string[] };

const HistoryEntry = z.object({
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  status: z
    .object({
      status_str: z.string(),
      completed: z.boolean().default(false),
      messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])).default([]),
    })
    .nullish(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

const PromptError = z.object({
  type: z.string(),
  message: z.string().default(""),
  details: z.string().default(""),
});
const PromptReply = z.object({
  prompt_id: z.string().optional(),
  error: z
    .union([PromptError, z.string().transform((message) => ({ type: "unknown", message, details: "" }))])
    .optional(),
  node_errors: z
    .record(z.string(), z.object({ class_type: z.string().default(""), errors: z.array(PromptError).default([]) }))
    .or(z.array(z.unknown()).transform(() => ({})))
    .default({}),
});
export type PromptReply = {
  accepted: boolean;
  error: z.infer<typeof PromptError> | undefined;
  nodeErrors: NodeErrors;
};

/** A file the server wrote or was given. */
export type ServerFile = { filename: string; subfolder: string; type: "input" | "output" | "temp" };

export type ComfyAddress = {
  /** "http://127.0.0.1:8188", without a slash at the end. */
  url: string;
  /** Of a proxy before it: "authorization: Bearer …". */
  headers?: Readonly<Record<string, string>>;
};

/** The server answered, but not what it should have. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Init = Omit<RequestInit, "signal"> & { signal?: AbortSignal | undefined };

/** Milliseconds for a question; uploads and results get longer. */
const patienceMs = 15_000;
const transferMs = 300_000;

/**
 * The routes of one server of the ComfyUI kind. Rejects with HttpError for an answer that is an error, with EngineError
 * "engine_down" when nothing answers. No Origin is ever sent: the server checks it against the host.
 */
export class ComfyHttp {
  readonly address: ComfyAddress;

  constructor(address: ComfyAddress) {
    this.address = address;
  }

  systemStats = async (): Promise<SystemStats> => SystemStats.parse(await this.#json("/system_stats"));
  features = async (): Promise<Record<string, unknown>> =>
    z.record(z.string(), z.unknown()).parse(await this.#json("/features").catch(ignore404({})));
  /** Unread: see graph/object-info.ts. Several megabytes on a server with many packs. */
  objectInfo = (): Promise<unknown> => this.#json("/object_info", {}, 60_000);
  modelFolders = async (): Promise<string[]> => z.array(z.string()).parse(await this.#json("/models"));
  /** Empty for a folder the server does not know. */
  models = async (folder: string): Promise<string[]> =>
    z.array(z.string()).parse(await this.#json(`/models/${encodeURIComponent(folder)}`).catch(ignore404([])));
  embeddings = async (): Promise<string[]> =>
    z.array(z.string()).parse(await this.#json("/embeddings").catch(ignore404([])));
  /** A server of 2026 knows jobs; an older one answers 404. */
  hasJobs = async (): Promise<boolean> => {
    try {
      await this.#json("/api/jobs?limit=1");
      return true;
    } catch (error) {
      if (error instanceof HttpError) return false;
      throw error;
    }
  };
  metadata = async (folder: string, file: string): Promise<Record<string, unknown> | undefined> => {
    const query = new URLSearchParams({ filename: file });
    const read = await this.#json(`/view_metadata/${encodeURIComponent(folder)}?${query}`).catch(() => undefined);
    return z.record(z.string(), z.unknown()).safeParse(read).data;
  };

  queue = async (): Promise<Queue> => {
    const { queue_running, queue_pending } = Queue.parse(await this.#json("/queue"));
    const ids = (items: z.infer<typeof QueueItem>[]) => items.map(([, id]) => id);
    return { running: ids(queue_running), pending: ids(queue_pending) };
  };
  /** Undefined: the server does not know it, or not yet. */
  history = async (id: string): Promise<HistoryEntry | undefined> => {
    const all = z.record(z.string(), z.unknown()).parse(await this.#json(`/history/${encodeURIComponent(id)}`));
    return all[id] === undefined ? undefined : HistoryEntry.parse(all[id]);
  };
  forget = (ids: readonly string[]): Promise<unknown> => this.#send("/history", { delete: ids });

  /** Posts a graph under our own id. A refusal is an answer, not an error. */
  async post(graph: Graph, id: string, clientId: string | undefined): Promise<PromptReply> {
    const body = { prompt: graph, prompt_id: id, ...(clientId && { client_id: clientId }) };
    const response = await this.#fetch("/prompt", json(body), patienceMs * 2);
    const text = await response.text();
    if (response.status >= 500) throw new HttpError(response.status, `the server answered ${response.status}`);
    const { error, node_errors } = PromptReply.parse(parsed(text, response.status));
    const clean = response.ok && Object.keys(node_errors).length === 0;
    return { accepted: clean && error === undefined, error, nodeErrors: node_errors };
  }

  unqueue = (id: string): Promise<unknown> => this.#send("/queue", { delete: [id] });
  /** Only ever with an id: without one it would end anybody's job. */
  interrupt = (id: string): Promise<unknown> => this.#send("/interrupt", { prompt_id: id });
  cancelJob = (id: string): Promise<unknown> => this.#send(`/api/jobs/${encodeURIComponent(id)}/cancel`, {});
  free = (everything: boolean): Promise<unknown> =>
    this.#send("/free", { unload_models: true, free_memory: everything });

  /** Into `input/<subfolder>`, over what has that name. Answers the name a load node takes. */
  async upload(bytes: Uint8Array, name: string, subfolder: string, signal?: AbortSignal): Promise<string> {
    const form = new FormData();
    form.set("image", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    form.set("subfolder", subfolder);
    form.set("type", "input");
    form.set("overwrite", "true");
    const response = await this.#fetch("/upload/image", { method: "POST", body: form, signal }, transferMs);
    await requireOk(response);
    const given = z.object({ name: z.string(), subfolder: z.string() }).parse(await response.json());
    return given.subfolder ? `${given.subfolder}/${given.name}` : given.name;
  }

  /** HttpError 404 when it is not there. */
  async view({ filename, subfolder, type }: ServerFile, signal?: AbortSignal): Promise<Buffer> {
    const query = new URLSearchParams({ filename, subfolder, type });
    const response = await this.#fetch(`/view?${query}`, { signal }, transferMs);
    await requireOk(response);
    return Buffer.from(await response.arrayBuffer());
  }

  async #json(route: string, init: Init = {}, limitMs = patienceMs): Promise<unknown> {
    const response = await this.#fetch(route, init, limitMs);
    await requireOk(response);
    return parsed(await response.text(), response.status);
  }

  async #send(route: string, body: unknown): Promise<unknown> {
    const response = await this.#fetch(route, json(body), patienceMs);
    await requireOk(response);
    await response.arrayBuffer();
    return undefined;
  }

  async #fetch(route: string, init: Init, limitMs: number): Promise<Response> {
    const late = AbortSignal.timeout(limitMs);
    const signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
    const headers = { ...this.address.headers, ...(init.headers as Record<string, string> | undefined) };
    try {
      return await fetch(`${this.address.url}${route}`, { ...init, headers, signal, redirect: "error" });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new EngineError("engine_down", late.aborted ? `no answer in ${limitMs / 1000} s` : causeOf(error));
    }
  }
}

const json = (body: unknown): Init => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const parsed = (text: string, status: number): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(status, "the answer is no JSON: is this the address of a ComfyUI server?");
  }
};

const requireOk = async (response: Response): Promise<void> => {
  if (response.ok) return;
  await response.arrayBuffer().catch(() => undefined);
  const words: Record<number, string> = {
    401: "the server wants a token",
    403: "the server refuses access",
    404: "the server does not know that",
  };
  throw new HttpError(response.status, words[response.status] ?? `the server answered ${response.status}`);
};

const ignore404 =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof HttpError && error.status === 404) return instead;
    throw error;
  };

/** "connect ECONNREFUSED 127.0.0.1:8188" lies in the cause of fetch's own "fetch failed". */
const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : String(cause);
};
