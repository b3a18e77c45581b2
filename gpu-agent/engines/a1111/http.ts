import http from "node:http";
import https from "node:https";

export type A1111Address = {
  /** "http://127.0.0.1:7860", without a slash at the end. */
  url: string;
  /** "authorization: Basic …"; never logged. */
  headers?: Readonly<Record<string, string>>;
};

/** `down`: nothing was heard, the request never arrived. `lost`: it arrived, or may have, and no whole answer came. */
export class ConnectionError extends Error {
  readonly kind: "down" | "lost";
  constructor(kind: "down" | "lost", message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The server answered with an error. `type` is the name of its exception, `words` what it says of it. */
export class StatusError extends Error {
  readonly status: number;
  readonly type: string;
  readonly words: string;
  constructor(status: number, type: string, words: string) {
    super(words || type || `the server answered ${status}`);
    this.status = status;
    this.type = type;
    this.words = words;
  }
}

type Ask = { method?: "GET" | "POST"; body?: unknown; limitMs?: number; signal?: AbortSignal | undefined };

const patienceMs = 15_000;
/** One picture of 100 megapixels is below this in base64; more is no answer of such a server. */
const mostBytes = 700_000_000;

/**
 * Requests to one server of the Automatic1111 kind. Not `fetch`: that gives up on an answer after five minutes, and this
 * API answers only when the picture is done. Rejects with ConnectionError or StatusError.
 */
export class A1111Http {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, headers = {} }: A1111Address) {
    this.#url = new URL(url);
    this.#headers = headers;
  }

  get host(): string {
    return this.#url.host;
  }

  /** The parsed answer. Without `limitMs` a question gets 15 s. */
  async json(route: string, ask: Ask = {}): Promise<unknown> {
    return parsed(await this.text(route, { limitMs: patienceMs, ...ask }));
  }

  /** Undefined for a route this server does not have. */
  async ifThere(route: string, ask: Ask = {}): Promise<unknown> {
    try {
      return await this.json(route, ask);
    } catch (error) {
      if (error instanceof StatusError && (error.status === 404 || error.status === 405)) return undefined;
      throw error;
    }
  }

  /** The text of a good answer. `limitMs` is silence on the socket; without it an answer may take for ever. */
  text(route: string, { method = "GET", body, limitMs, signal }: Ask = {}): Promise<string> {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const { request } = this.#url.protocol === "https:" ? https : http;
    const address = new URL(`${this.#url.pathname.replace(/\/+$/, "")}${route}`, this.#url);
    return new Promise((resolve, reject) => {
      let connected = false;
      const fail = (error: Error) => reject(asConnectionError(error, connected));
      const sent = request(
        address,
        {
          method,
          // A connection kept from the last question may be dead, and then nobody knows whether this one arrived.
          agent: false,
          headers: {
            ...this.#headers,
            accept: "application/json",
            ...(bytes && { "content-type": "application/json", "content-length": bytes.length }),
          },
          ...(signal && { signal }),
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on("data", (part: Buffer) => {
            size += part.length;
            if (size > mostBytes) return void sent.destroy(new Error("the answer is larger than any picture"));
            parts.push(part);
          });
          response.on("error", () => fail(new Error("the answer was cut off")));
          response.on("end", () => {
            if (!response.complete) return fail(new Error("the answer was cut off"));
            const text = Buffer.concat(parts).toString("utf8");
            const { statusCode = 0 } = response;
            if (statusCode >= 200 && statusCode < 300) resolve(text);
            else reject(statusError(statusCode, text));
          });
        },
      );
      sent.on("socket", (socket) => {
        socket.setKeepAlive(true, 30_000);
        socket.once("connect", () => {
          connected = true;
        });
      });
      if (limitMs) sent.setTimeout(limitMs, () => sent.destroy(new Error(`no answer in ${limitMs / 1000} s`)));
      sent.on("error", fail);
      sent.end(bytes);
    });
  }
}

/** Python writes NaN and Infinity where JSON has no word for them. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(/(?<=[:,[]\s*)(NaN|-?Infinity)(?=\s*[,\]}])/g, "null"));
    } catch {
      throw new StatusError(200, "", "the answer is no JSON: is this the address of an Automatic1111 or Forge server?");
    }
  }
};

const asConnectionError = (error: Error, connected: boolean): Error => {
  if (error.name === "AbortError") return error;
  return new ConnectionError(connected ? "lost" : "down", wordsOf(error));
};

const wordsOf = (error: Error): string =>
  error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0].message : error.message;

/** A1111 answers { error, detail, body, errors }, Forge { error, detail, body, message }, FastAPI itself { detail }. */
const statusError = (status: number, text: string): StatusError => {
  let read: Record<string, unknown> = {};
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null) read = json as Record<string, unknown>;
  } catch {
    // A proxy's page, or nothing at all.
  }
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  const words = word(read.errors) || word(read.message) || detailOf(read.detail);
  return new StatusError(status, word(read.error), words.trim().slice(0, 600));
};

/** FastAPI lists what is wrong with which field; the fields' own values stay out of our words. */
const detailOf = (detail: unknown): string => {
  if (typeof detail === "string") return detail;
  if (!Array.isArray(detail)) return "";
  return detail
    .slice(0, 3)
    .map((each: { loc?: unknown; msg?: unknown }) => {
      const place = Array.isArray(each.loc) ? each.loc.slice(1).join(".") : "";
      return `${place}: ${String(each.msg ?? "")}`;
    })
    .join("; ");
};
