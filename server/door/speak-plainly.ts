import type { IncomingMessage } from "node:http";
import { isLoopbackAddress } from "@/server/auth/loopback";

/**
 * Pages for a browser on this very machine go out as they are: packing them costs some milliseconds a page and saves a trip
 * nobody makes. A proxy on this machine speaks for somebody farther away, so what it asks for is packed as ever.
 */
export function speakPlainly({ headers, socket }: IncomingMessage): void {
  if (headers["x-forwarded-for"] || headers.forwarded || headers.via) return;
  // Not taken away: without the header, anything goes.
  if (isLoopbackAddress(socket.remoteAddress ?? "")) headers["accept-encoding"] = "identity";
}
