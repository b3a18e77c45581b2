import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { liveDoor } from "@/server/door/live-door";
import { speakPlainly } from "@/server/door/speak-plainly";
import { staticDoor } from "@/server/door/static-door";
import { env } from "@/server/env";
import { agentDoor } from "./agent-door";

const requestStart = "http.server.request.start";
type Answers = (request: IncomingMessage, response: ServerResponse, elsewhere: () => void) => boolean;
type Started = (message: unknown) => void;

// A development server loads this file anew after a change: the newest copy answers, through the listener of the first.
const held = globalThis as typeof globalThis & {
  backlotDoors?: { answers: Answers; fitted: WeakSet<Server>; started: Started };
};

let files: Answers | undefined;
/** Scripts and styles of the build; a development build's change under their names. */
const filesDoor = (): Answers => {
  files ??= env().NODE_ENV === "production" ? staticDoor(join(env().BACKLOT_DIST, "static")) : () => false;
  return files;
};

const answers: Answers = (request, response, elsewhere) => {
  if (agentDoor(request, response) || liveDoor(request, response, elsewhere)) return true;
  if (filesDoor()(request, response, elsewhere)) return true;
  speakPlainly(request);
  return false;
};

/**
 * What is held open by the thousand (nodes that wait, browsers that listen) is answered on the process's own HTTP server,
 * before Next sees it: Next keeps some 150 kB for each request it holds. So are the build's own files, packed once.
 * Everything else goes on to Next as ever. Twice does no harm.
 */
export function openDoors(): void {
  const doors = { answers, fitted: held.backlotDoors?.fitted ?? new WeakSet<Server>(), started: fitServer };
  if (held.backlotDoors) unsubscribe(requestStart, held.backlotDoors.started);
  held.backlotDoors = doors;
  subscribe(requestStart, doors.started);
}

/** Called before a server hears of a request, its first one too. */
function fitServer(message: unknown): void {
  const { server } = message as { server: Server };
  const fitted = held.backlotDoors?.fitted;
  if (!fitted || fitted.has(server)) return;
  fitted.add(server);
  const others = server.listeners("request") as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const elsewhere = () => {
      for (const other of others) other.call(server, request, response);
    };
    if (!held.backlotDoors?.answers(request, response, elsewhere)) elsewhere();
  });
}
