import { openAsBlob } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { UTApi, UTFile } from "uploadthing/server";
import { localCopies } from "./local-copies";
import type { Storage } from "./storage";

/**
 * UploadThing's cloud, chosen by UPLOADTHING_TOKEN. NEVER RUN: written from the library's types (7.7.4), without an account.
 * Unproved: private files' URLs with a Range header, and whether a repeated key is accepted.
 */
export const uploadThingStorage = (token: string, root: string, cacheBytes: number): Storage => {
  const api = new UTApi({ token });

  const fetchKey = async (key: string, headers: Record<string, string> = {}): Promise<Readable> => {
    const { ufsUrl } = await api.generateSignedURL(key, { expiresIn: "1 hour" });
    const answer = await fetch(ufsUrl, { headers });
    if (!answer.ok || !answer.body) throw new Error(`UploadThing answered ${answer.status} for a file`);
    return Readable.fromWeb(answer.body as WebStream<Uint8Array>);
  };

  const copies = localCopies(root, fetchKey, { maxBytes: cacheBytes });
  return {
    kind: "uploadthing",
    adopt: async (temporaryPath, sha256) => {
      const blob = await openAsBlob(temporaryPath);
      const { data, error } = await api.uploadFiles(new UTFile([blob], sha256, { customId: sha256 }));
      if (!data) throw new Error(`UploadThing refused a file: ${error.message}`);
      await rm(temporaryPath, { force: true });
      return data.key;
    },
    read: (key, range) => fetchKey(key, range ? { range: `bytes=${range.start}-${range.end}` } : {}),
    localPath: copies.path,
    temporaryPath: copies.temporaryPath,
  };
};
