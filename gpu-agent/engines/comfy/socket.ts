import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { ComfyAddress } from "./http";

/** What a server says while it works. Nothing may depend on any of it arriving. */
export type Hint =
  | { type: "node"; prompt: string; node: string | null }
  | { type: "cached"; prompt: string; nodes: string[] }
  | { type: "progress"; prompt: string; node: string; value: number; max: number }
  | { type: "done"; prompt: string }
  | { type: "preview"; prompt: string | undefined; node: string | undefined; image: Buffer }
  | { type: "closed" };

/** The plain socket under a client id; its caller listens. */
export const openSocket = ({ url, headers }: ComfyAddress, clientId: string): WebSocket =>
  new WebSocket(`${url.replace(/^http/, "ws")}/ws?clientId=${clientId}`, {
    headers: { ...headers },
    handshakeTimeout: 10_000,
    maxPayload: 64 * 1024 * 1024,
    perMessageDeflate: false,
  });

/**
 * One WebSocket under a client id of its own. Never reconnected: with the same id the server may bind the old, dead one
 * for ever, so whoever wants to go on opens a new one.
 */
export class HintSocket {
  readonly clientId = randomUUID();
  readonly #socket: WebSocket;
  #heardAt = performance.now();

  constructor({ url, headers }: ComfyAddress, hear: (hint: Hint) => void) {
    this.#socket = openSocket({ url, ...(headers && { headers }) }, this.clientId);
    this.#socket.on("open", () =>
      this.#socket.send(JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } })),
    );
    this.#socket.on("message", (data, binary) => {
      this.#heardAt = performance.now();
      const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
      const hint = binary ? readBinary(bytes) : readText(bytes.toString("utf8"));
      if (hint) hear(hint);
    });
    this.#socket.on("close", () => hear({ type: "closed" }));
    // "close" follows and says all there is to say.
    this.#socket.on("error", () => {});
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }
  get connecting(): boolean {
    return this.#socket.readyState === WebSocket.CONNECTING;
  }
  /** Milliseconds since the last frame. */
  get silentMs(): number {
    return performance.now() - this.#heardAt;
  }

  /** Resolves when it is open, closed, or `ms` have gone by. */
  async opened(ms: number): Promise<void> {
    if (!this.connecting) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#socket.once("open", end).once("close", end);
    });
  }

  close(): void {
    this.#socket.removeAllListeners("message");
    this.#socket.close();
    setTimeout(() => this.#socket.terminate(), 1_000).unref();
  }
}

type Data = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text frame; undefined for what says nothing about a job. */
export const readText = (frame: string): Hint | undefined => {
  let read: { type?: unknown; data?: unknown };
  try {
    read = JSON.parse(frame) as typeof read;
  } catch {
    return undefined;
  }
  const data = (typeof read.data === "object" && read.data !== null ? read.data : {}) as Data;
  const prompt = text(data.prompt_id);
  if (!prompt) return undefined;
  switch (read.type) {
    case "executing":
      return { type: "node", prompt, node: typeof data.node === "string" ? data.node : null };
    case "execution_cached":
      return { type: "cached", prompt, nodes: Array.isArray(data.nodes) ? data.nodes.map(String) : [] };
    case "progress":
      return { type: "progress", prompt, node: text(data.node), value: Number(data.value), max: Number(data.max) };
    case "execution_success":
    case "execution_error":
    case "execution_interrupted":
      return { type: "done", prompt };
    default:
      return undefined;
  }
};

const mostHeader = 1_000_000;

/** A binary frame: previews with (4) or without (1) a word about whose they are. Other events say nothing to us. */
export const readBinary = (frame: Buffer): Hint | undefined => {
  if (frame.length < 8) return undefined;
  const [event, second] = [frame.readUInt32BE(0), frame.readUInt32BE(4)];
  if (event === 1) return { type: "preview", prompt: undefined, node: undefined, image: frame.subarray(8) };
  if (event !== 4 || second > mostHeader || frame.length < 8 + second) return undefined;
  try {
    const about = JSON.parse(frame.subarray(8, 8 + second).toString("utf8")) as Data;
    const image = frame.subarray(8 + second);
    return {
      type: "preview",
      prompt: text(about.prompt_id) || undefined,
      node: text(about.node_id) || undefined,
      image,
    };
  } catch {
    return undefined;
  }
};
