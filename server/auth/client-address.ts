import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isLoopbackAddress } from "./loopback";

type Headers = { get(name: string): string | null };

const requestStart = "http.server.request.start";
const started = (message: unknown) => {
  const { request } = message as { request: IncomingMessage };
  const peer = request.socket.remoteAddress;
  if (!peer) return;
  const told = request.headers["x-forwarded-for"];
  request.headers["x-forwarded-for"] = told ? `${String(told)}, ${peer}` : peer;
};

// A development server loads this file anew after a change; the listener of the old copy goes first.
const held = globalThis as typeof globalThis & { backlotSocketAddresses?: typeof started };

/**
 * Next passes a client's own X-Forwarded-For on as it is. From now on every request of this process ends that list with
 * the address of its socket, which nobody can forge. Twice does no harm.
 */
export const noteSocketAddresses = (): void => {
  unsubscribe(requestStart, held.backlotSocketAddresses ?? started);
  held.backlotSocketAddresses = started;
  subscribe(requestStart, started);
};

/**
 * Who asks, for counting tries: the socket's address, or, where that is a proxy on this machine, the one the proxy saw.
 * What stands further left is hearsay. A proxy on another machine counts as one client.
 */
export const clientAddress = (headers: Headers): string => {
  const list = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const seen = list.filter(Boolean);
  return seen.findLast((address) => !isLoopbackAddress(address)) ?? seen.at(-1) ?? "unknown";
};
