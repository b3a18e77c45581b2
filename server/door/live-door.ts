import type { IncomingMessage, ServerResponse } from "node:http";
import { contextOf, viewerOfHeaders } from "@/server/auth/request";
import { LiveFrom, lastSeqOf } from "@/server/live/subscribe";
import { headersOf } from "./headers";
import { pourLive } from "./pour-live";

const address = "/api/trpc/live.stream?input=";

/** The stream of a signed-in browser. False: not asked for, or not like that. Who may not is sent `elsewhere`, to be told why. */
export function liveDoor(request: IncomingMessage, response: ServerResponse, elsewhere: () => void): boolean {
  if (request.method !== "GET" || !request.url?.startsWith(address)) return false;
  const from = readFrom(request.url.slice(address.length));
  if (!from) return false;
  void viewerOfHeaders(headersOf(request))
    .then((viewer) => viewer && contextOf(viewer))
    .catch(() => null)
    .then((ctx) => (ctx ? pourLive(ctx, from, response) : elsewhere()));
  return true;
}

function readFrom(text: string): { lastSeq: number | undefined; room: string | undefined } | undefined {
  if (text.includes("&")) return undefined;
  try {
    const { data } = LiveFrom.safeParse(JSON.parse(decodeURIComponent(text)));
    return data && { lastSeq: lastSeqOf(data), room: data.room };
  } catch {
    return undefined;
  }
}
