import { createRouteHandler } from "uploadthing/server";
import { db } from "../db";
import { env } from "../env";
import { askProgress, receivePut } from "./ingest-requests";
import { localUploads } from "./local-uploads";
import { makeUploadRouter, type WhoIs } from "./upload-router";

type Handlers = {
  /** POST /api/uploadthing: the addresses for files about to come. With the cloud, also its signed hooks. */
  begin: (request: Request) => Promise<Response>;
  /** HEAD and PUT /api/ingest/<key>: our own ingest, absent with the cloud. */
  progress: (request: Request) => Promise<Response>;
  put: (request: Request) => Promise<Response>;
};

const make = (whoIs: WhoIs): Handlers => {
  const router = makeUploadRouter(whoIs);
  const token = env().UPLOADTHING_TOKEN;
  if (token) {
    // The cloud path, NEVER RUN: the same router, and the browser sends its bytes to UploadThing.
    const begin = createRouteHandler({ router, config: { token } });
    const absent = async () => Response.json({ error: "This studio stores its files at UploadThing" }, { status: 404 });
    return { begin, progress: absent, put: absent };
  }
  const local = localUploads(router, db);
  return {
    begin: local.begin,
    progress: (request) => askProgress(request, whoIs),
    put: (request) => receivePut(request, whoIs, local),
  };
};

// Next loads a module more than once; the library's runtime need not be.
const held = globalThis as typeof globalThis & { backlotUploads?: Handlers };

/** The process's upload handlers. Made on the first request: a build has no environment. */
export const uploadHandlers = (whoIs: WhoIs): Handlers => {
  held.backlotUploads ??= make(whoIs);
  return held.backlotUploads;
};
