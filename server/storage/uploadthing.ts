import { createWriteStream, openAsBlob } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { UTApi, UTFile } from "uploadthing/server";
import { localStorage } from "./local";
import type { Storage } from "./storage";

/**
 * UploadThing's cloud, chosen by UPLOADTHING_TOKEN. NEVER RUN: written from the library's types (7.7.4), without an account.
 * Unproved: private files' URLs with a Range header, and whether a repeated key is accepted.
 */
export const uploadThingStorage = (token: string, root: string): Storage => {
  const api = new UTApi({ token });
  const temporary = localStorage(root);
  const cached = (key: string) => path.join(/*turbopackIgnore: true*/ root, "cloud-cache", encodeURIComponent(key));

  const fetchKey = async (key: string, headers: Record<string, string> = {}): Promise<Readable> => {
    const { ufsUrl } = await api.generateSignedURL(key, { expiresIn: "1 hour" });
    const answer = await fetch(ufsUrl, { headers });
    if (!answer.ok || !answer.body) throw new Error(`UploadThing answered ${answer.status} for a file`);
    return Readable.fromWeb(answer.body as WebStream<Uint8Array>);
  };

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
    localPath: async (key) => {
      const target = cached(key);
      if (
        await access(target).then(
          () => true,
          () => false,
        )
      )
        return target;
      await mkdir(path.dirname(target), { recursive: true });
      const partial = await temporary.temporaryPath();
      await pipeline(await fetchKey(key), createWriteStream(partial));
      await rename(partial, target);
      return target;
    },
    temporaryPath: temporary.temporaryPath,
  };
};
