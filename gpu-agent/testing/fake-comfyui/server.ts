import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import sharp from "sharp";
import { type WebSocket, WebSocketServer } from "ws";
import type { Graph } from "../../graph/graph";
import { readObjectInfo } from "../../graph/object-info";
import { checkPrompt } from "./check-prompt";
import { Executor, type Item } from "./executor";
import { type ModelFolders, objectsWith, usualModels } from "./world";

export type FakeOptions = {
  models?: ModelFolders;
  /** Classes this server does not have. */
  without?: readonly string[];
  /** Classes of packs and newer servers it has besides (graph/optional-info.json). */
  packs?: readonly string[];
  /** What a node that gives words says. */
  says?: (graph: Graph, node: string) => string;
  profile?: "0.3.64" | "2026";
  version?: string;
  /** Milliseconds of one sampler step and of any other node. */
  stepMs?: number;
  nodeMs?: number;
  previews?: boolean;
  /** Left out: any that is free. */
  port?: number;
  /** A proxy before it that wants this header's value. */
  token?: string;
};

/** Milliseconds until a later answer may be given, or what else goes wrong once. Set by tests, used up one by one. */
export type Faults = {
  /** The post is taken, its reply never comes. */
  swallowReply: number;
  /** `/view` answers nothing, or that it has no such file. */
  emptyView: number;
  missingView: number;
  /** No frame reaches any client. */
  mute: boolean;
};

/**
 * A server of the ComfyUI kind over HTTP and WebSocket that speaks the protocol where it hurts: zombie sockets, partial
 * acceptance, duplicate ids, cached reruns with old names, deletes without a trace, lost interrupts, and a memory that a
 * restart wipes. Pictures are noise that follows from the graph.
 */
export class FakeComfy {
  readonly faults: Faults = { swallowReply: 0, emptyView: 0, missingView: 0, mute: false };
  /** Every request, "POST /prompt", in order. */
  readonly requests: string[] = [];
  /** Ids in the order they were posted: a duplicate is there twice. */
  readonly posted: string[] = [];
  readonly #options: FakeOptions;
  #server: Server | undefined;
  #sockets = new Map<string, WebSocket>();
  readonly #connections = new Set<Socket>();
  readonly inputs = new Map<string, Buffer>();
  readonly outputs = new Map<string, Buffer>();
  executor: Executor;
  #number = 0;
  #port = 0;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.executor = this.#newExecutor();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<string> {
    const sockets = new WebSocketServer({ noServer: true });
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    });
    server.on("connection", (socket) => {
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
    });
    server.on("upgrade", (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (client) => this.#greet(client, request)),
    );
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this.url;
  }

  /** Like kill −9: every connection is cut, and queue, history and cache are gone. Files stay. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.executor.stop();
    this.executor = this.#newExecutor();
    this.#sockets.clear();
    for (const socket of this.#connections) socket.destroy();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Another program's job, as long as `steps`. Answers its id. */
  foreign(graph: Graph): string {
    const id = randomUUID();
    this.#enqueue(id, graph, ["7"], {});
    return id;
  }

  #newExecutor(): Executor {
    const { stepMs = 0, nodeMs = 0, previews = true, says = () => "64" } = this.#options;
    return new Executor({
      stepMs,
      nodeMs,
      previews,
      says,
      inputs: this.inputs,
      outputs: this.outputs,
      send: (client, frame) => this.#send(client, frame),
    });
  }

  #send(client: string | undefined, frame: object | Buffer): void {
    if (this.faults.mute) return;
    const bytes = Buffer.isBuffer(frame) ? frame : JSON.stringify(frame);
    if (client === undefined) for (const socket of this.#sockets.values()) socket.send(bytes);
    else this.#sockets.get(client)?.send(bytes);
  }

  /** The old handler's end removes whatever has its name by then: the zombie of a reconnect under one id. */
  #greet(client: WebSocket, request: IncomingMessage): void {
    const id = new URL(request.url ?? "", this.url).searchParams.get("clientId") || randomUUID();
    this.#sockets.set(id, client);
    const info = () => ({ exec_info: { queue_remaining: this.executor.remaining } });
    this.#send(id, { type: "status", data: { status: info(), sid: id } });
    client.once("message", () =>
      this.#send(id, {
        type: "feature_flags",
        data: { supports_preview_metadata: true, max_upload_size: 104_857_600 },
      }),
    );
    client.on("close", () => this.#sockets.delete(id));
    client.on("error", () => {});
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.url);
    const route = url.pathname.replace(/^\/api(?=\/)/, "");
    this.requests.push(`${request.method} ${route}`);
    const { token, profile = "0.3.64" } = this.#options;
    if (token && request.headers.authorization !== `Bearer ${token}`) return end(response, 401, { error: "no" });
    if (request.headers.origin && !request.headers.origin.includes(request.headers.host ?? ""))
      return end(response, 403, {});
    const body = request.method === "POST" ? await read(request) : Buffer.alloc(0);
    if (route === "/upload/image") return end(response, 200, await this.#upload(body, request));
    const json = body.length ? (JSON.parse(body.toString()) as Record<string, unknown>) : {};
    const [, first, second] = route.split("/").map(decodeURIComponent);
    if (url.pathname.startsWith("/api/jobs")) {
      if (profile === "2026") return end(response, 200, { jobs: [] });
      return end(response, 404, {});
    }
    switch (`${request.method} /${first}`) {
      case "GET /system_stats":
        return end(response, 200, this.#stats());
      case "GET /features":
        return end(response, 200, { supports_preview_metadata: true, max_upload_size: 104_857_600 });
      case "GET /object_info":
        return end(response, 200, second ? pick(this.#objects(), second) : this.#objects());
      case "GET /models":
        return end(response, 200, second ? (this.#models[second] ?? []) : Object.keys(this.#models));
      case "GET /embeddings":
        return end(response, 200, []);
      case "POST /prompt":
        return this.#prompt(json, request, response);
      case "GET /queue":
        return end(response, 200, this.executor.queue());
      case "POST /queue":
        this.executor.delete(json.delete as string[] | undefined, json.clear === true);
        return end(response, 200);
      case "GET /history":
        return end(response, 200, second ? pick(this.executor.history, second) : this.executor.history);
      case "POST /history":
        for (const id of (json.delete as string[] | undefined) ?? []) delete this.executor.history[id];
        return end(response, 200);
      case "POST /interrupt":
        this.executor.interrupt(json.prompt_id as string | undefined);
        return end(response, 200);
      case "POST /free":
        return end(response, 200);
      case "GET /view":
        return this.#view(url.searchParams, response);
      default:
        return end(response, 404, {});
    }
  }

  get #models(): ModelFolders {
    return this.#options.models ?? usualModels;
  }
  #objects(): Record<string, unknown> {
    return objectsWith(this.#models, this.#options.without, this.#options.packs);
  }

  #stats() {
    const { version = this.#options.profile === "2026" ? "0.38.1" : "0.3.64" } = this.#options;
    const gpu = { vram_total: 24 * 1024 ** 3, vram_free: 20 * 1024 ** 3 };
    return {
      system: {
        os: "posix",
        ram_total: 64e9,
        ram_free: 60e9,
        comfyui_version: version,
        python_version: "3.11",
        argv: ["main.py"],
      },
      devices: [{ name: "cuda:0 Fake", type: "cuda", index: 0, ...gpu, torch_vram_total: 0, torch_vram_free: 0 }],
    };
  }

  async #prompt(json: Record<string, unknown>, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const graph = json.prompt as Graph;
    const id = String(json.prompt_id ?? randomUUID());
    const verdict = checkPrompt(graph, {
      objects: readObjectInfo(this.#objects()),
      hasInput: (name) => this.inputs.has(name),
      bothListsChecked: this.#options.profile === "2026",
    });
    if (!verdict.ok) return end(response, 400, { error: verdict.error, node_errors: verdict.node_errors });
    this.posted.push(id);
    const number = this.#enqueue(id, graph, verdict.outputs, { client_id: json.client_id });
    if (this.faults.swallowReply > 0) {
      this.faults.swallowReply--;
      return void request.socket.destroy();
    }
    end(response, 200, { prompt_id: id, number, node_errors: verdict.node_errors });
  }

  #enqueue(id: string, graph: Graph, outputs: string[], extra: Record<string, unknown>): number {
    const number = this.#number++;
    const item: Item = [number, id, graph, extra, outputs];
    this.executor.add(item);
    return number;
  }

  async #upload(body: Buffer, request: IncomingMessage): Promise<object> {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const file = form.get("image") as File;
    const subfolder = String(form.get("subfolder") ?? "");
    const name = subfolder ? `${subfolder}/${file.name}` : file.name;
    const bytes = Buffer.from(await file.arrayBuffer());
    this.inputs.set(name, bytes);
    const { width = 64, height = 64 } = await sharp(bytes)
      .metadata()
      .catch(() => ({ width: 64, height: 64 }));
    this.executor.sizes.set(name, { width, height });
    return { name: file.name, subfolder, type: "input" };
  }

  #view(query: URLSearchParams, response: ServerResponse): void {
    const folder = query.get("subfolder");
    const name = folder ? `${folder}/${query.get("filename")}` : String(query.get("filename"));
    const bytes = (query.get("type") === "input" ? this.inputs : this.outputs).get(name);
    if (this.faults.missingView > 0 || !bytes) {
      this.faults.missingView = Math.max(0, this.faults.missingView - 1);
      end(response, 404, {});
      return;
    }
    const empty = this.faults.emptyView > 0;
    if (empty) this.faults.emptyView--;
    response.writeHead(200, { "content-type": "image/png" });
    response.end(empty ? Buffer.alloc(0) : bytes);
  }
}

const end = (response: ServerResponse, status: number, body?: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === undefined ? "" : JSON.stringify(body));
};
const pick = (all: object, key: string): object => (key in all ? { [key]: (all as Record<string, unknown>)[key] } : {});
const read = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
