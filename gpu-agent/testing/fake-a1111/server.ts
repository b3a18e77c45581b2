import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { checkpoints, controlNet, type Kind, loras, options, samplers, schedulers, versions } from "./catalogue";
import { answerTo, checkBody, notFound, Raised } from "./check-body";
import type { Body } from "./painting";
import { type Ending, Worker } from "./worker";

export type FakeOptions = {
  kind?: Kind;
  /** Started without --api: the page is there, the API is not. */
  withoutApi?: boolean;
  /** Started with --nowebui: the API is there, the page's own routes are not. */
  withoutPage?: boolean;
  /** "user:password" of --api-auth. */
  auth?: string;
  controlNet?: boolean;
  withoutModels?: boolean;
  stepMs?: number;
  options?: Record<string, unknown>;
};

/** How one picture's answer goes wrong on its way; used up one by one. */
export type AnswerFault = "cut" | "reset" | "no base64" | "cut picture" | "no picture" | "nan in info" | "no json";

/**
 * A server of the Automatic1111 kind: one GPU, one queue, one answer on the connection that asked, and nothing kept.
 * Written after the behaviour of 1.10, 1.6 and Forge 2: their routes, error bodies, silent model fallback, settings put
 * back after each picture, an interrupt that ends whatever runs.
 */
export class FakeA1111 {
  /** "POST /sdapi/v1/txt2img", in order. */
  readonly requests: string[] = [];
  /** Bodies of txt2img and img2img. */
  readonly bodies: Body[] = [];
  readonly answers: AnswerFault[] = [];
  readonly endings: Ending[] = [];
  readonly settings: Record<string, unknown>;
  readonly worker: Worker;
  readonly #given: FakeOptions;
  readonly #kind: Kind;
  readonly #connections = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  constructor(given: FakeOptions = {}) {
    this.#given = given;
    this.#kind = given.kind ?? "a1111";
    this.settings = { ...options(this.#kind), ...given.options };
    this.worker = new Worker(this.#kind, given.stepMs ?? 2, this.settings);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.on("connection", (socket) => {
      this.#connections.add(socket);
      socket.on("close", () => this.#connections.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** As if the process were killed: connections break, the port refuses. `start` takes the same port again. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    for (const socket of this.#connections) socket.destroy();
    await closed;
    this.#server = undefined;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", this.url);
    this.requests.push(`${request.method} ${pathname}`);
    try {
      const body = await readBody(request);
      const api = /^\/(sdapi|controlnet)\//.test(pathname);
      if (api && this.#given.withoutApi) throw notFound();
      if (pathname.startsWith("/sdapi/") && this.#given.auth && !authorized(request, this.#given.auth))
        throw new Raised("HTTPException", "Incorrect username or password", 401);
      if (pathname === "/sdapi/v1/txt2img" || pathname === "/sdapi/v1/img2img")
        await this.#paint(pathname.endsWith("txt2img") ? "txt2img" : "img2img", body, response);
      else send(response, 200, this.#answer(`${request.method} ${pathname}`, body));
    } catch (error) {
      this.#refuse(response, error);
    }
  }

  #answer(route: string, body: Body): unknown {
    const found = this.#sdapi(route) ?? this.#controlNet(route) ?? this.#page(route, body);
    if (found === undefined) throw notFound();
    return found;
  }

  #sdapi(route: string): unknown {
    const modern = this.#kind !== "a1111-1.6";
    switch (route) {
      case "GET /sdapi/v1/options":
        return this.settings;
      case "GET /sdapi/v1/sd-models":
        return this.#given.withoutModels ? [] : checkpoints;
      case "GET /sdapi/v1/samplers":
        return samplers[this.#kind];
      case "GET /sdapi/v1/schedulers":
        return modern ? schedulers : undefined;
      case "GET /sdapi/v1/loras":
        return loras;
      case "GET /sdapi/v1/upscalers":
        return [
          { name: "None", model_name: null, model_path: null, model_url: null, scale: 4 },
          { name: "R-ESRGAN 4x+", model_name: "R-ESRGAN 4x+", model_path: null, model_url: null, scale: 4 },
        ];
      case "GET /sdapi/v1/sd-vae":
        return this.#kind === "forge"
          ? undefined
          : [{ model_name: "vae-ft-mse.safetensors", filename: "/srv/vae-ft-mse.safetensors" }];
      case "GET /sdapi/v1/sd-modules":
        return this.#kind === "forge" ? [{ model_name: "ae.safetensors", filename: "/srv/ae.safetensors" }] : undefined;
      case "GET /sdapi/v1/memory":
        return {
          ram: { free: 8e9, used: 8e9, total: 16e9 },
          cuda: { system: { free: 10e9, used: 2e9, total: 12 * 1024 ** 3 } },
        };
      case "GET /sdapi/v1/cmd-flags":
        return { api: true, api_auth: this.#given.auth ?? null };
      case "POST /sdapi/v1/refresh-checkpoints":
        return "null";
      case "POST /sdapi/v1/interrupt":
        this.worker.interrupt();
        return {};
      case "GET /sdapi/v1/progress": {
        const { state, interrupted, skipped } = this.worker;
        const progress =
          state.job_count > 0 ? Math.min(1, 0.01 + state.sampling_step / Math.max(1, state.sampling_steps)) : 0;
        return {
          progress,
          eta_relative: 0,
          state: { ...state, interrupted, skipped },
          current_image: null,
          textinfo: null,
        };
      }
      default:
        return undefined;
    }
  }

  #controlNet(route: string): unknown {
    if (this.#given.controlNet === false) return undefined;
    const forge = this.#kind === "forge";
    if (route === "GET /controlnet/model_list")
      return { model_list: forge ? ["None", ...controlNet.models] : controlNet.models };
    if (route === "GET /controlnet/module_list")
      return {
        module_list: forge ? controlNet.modules.map((name) => (name === "none" ? "None" : name)) : controlNet.modules,
      };
    if (route === "GET /controlnet/version") return forge ? undefined : { version: 3 };
    if (route === "GET /controlnet/settings")
      return forge ? undefined : { control_net_unit_count: this.settings.control_net_unit_count };
    return undefined;
  }

  #page(route: string, body: Body): unknown {
    if (this.#given.withoutPage) return undefined;
    if (route === "GET /internal/ping") return {};
    if (route === "GET /internal/sysinfo")
      return {
        Platform: "Linux",
        Version: versions[this.#kind],
        Commandline: ["launch.py", "--api", `--api-auth=${this.#given.auth ?? ""}`, "--medvram"],
      };
    if (route !== "POST /internal/progress") return undefined;
    const id = String(body.id_task);
    const { currentTask, pending, finished, state, preview } = this.worker;
    const told = { active: id === currentTask, queued: pending.has(id), completed: finished.includes(id) };
    if (!told.active) {
      const place = [...pending.keys()].indexOf(id) + 1;
      return {
        ...told,
        id_live_preview: -1,
        textinfo: told.queued ? `In queue: ${place}/${pending.size}` : "Waiting...",
      };
    }
    const fresh = preview && preview.id !== body.id_live_preview && body.live_preview !== false;
    return {
      ...told,
      progress: state.sampling_step / Math.max(1, state.sampling_steps),
      live_preview: fresh ? `data:image/png;base64,${preview.png.toString("base64")}` : null,
      id_live_preview: preview?.id ?? body.id_live_preview,
      textinfo: null,
    };
  }

  async #paint(route: "txt2img" | "img2img", body: Body, response: ServerResponse): Promise<void> {
    this.bodies.push(body);
    checkBody(route, body, {
      kind: this.#kind,
      controlNet: this.#given.controlNet !== false,
      units: Number(this.settings.control_net_unit_count),
    });
    const { png, info } = await this.worker.paint(route, body, () => this.endings.shift());
    const fault = this.answers.shift();
    if (fault === "reset") {
      response.socket?.destroy();
      return;
    }
    if (fault === "no json") {
      send(response, 200, "<html>", "text/html");
      return;
    }
    const image =
      fault === "no base64"
        ? "%%not base64%%"
        : fault === "cut picture"
          ? png.subarray(0, png.length / 2).toString("base64")
          : png.toString("base64");
    const { init_images: _images, mask: _mask, ...parameters } = body;
    const said = fault === "nan in info" ? info.replace(/}$/, ', "denoising_strength": NaN}') : info;
    const text = JSON.stringify({ images: fault === "no picture" ? [] : [image], parameters, info: said });
    if (fault !== "cut") {
      send(response, 200, text);
      return;
    }
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.socket?.destroy());
  }

  #refuse(response: ServerResponse, error: unknown): void {
    const { status, body } = answerTo(error, this.#kind);
    send(response, status, body);
  }
}

const authorized = ({ headers }: IncomingMessage, auth: string): boolean =>
  headers.authorization === `Basic ${Buffer.from(auth).toString("base64")}`;

const readBody = async (request: IncomingMessage): Promise<Body> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text ? (JSON.parse(text) as Body) : {};
};

const send = (response: ServerResponse, status: number, body: unknown, type = "application/json"): void => {
  response.writeHead(status, { "content-type": type });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
};
