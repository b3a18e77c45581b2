import { dataPath, env } from "../env";
import { localStorage } from "./local";
import { s3Storage } from "./s3";
import type { Storage } from "./storage";
import { uploadThingStorage } from "./uploadthing";

// Next loads a module more than once; one storage a process.
const held = globalThis as typeof globalThis & { backlotStorage?: Storage };

/** The process's storage: the data folder; a bucket with BACKLOT_S3_BUCKET; UploadThing's cloud (never run) with UPLOADTHING_TOKEN. */
export const getStorage = (): Storage => {
  held.backlotStorage ??= choose();
  return held.backlotStorage;
};

const choose = (): Storage => {
  const { UPLOADTHING_TOKEN: token, BACKLOT_S3_BUCKET: bucket, ...rest } = env();
  const cacheBytes = rest.BACKLOT_CACHE_GB * 2 ** 30;
  if (token && bucket)
    throw new Error(
      "UPLOADTHING_TOKEN and BACKLOT_S3_BUCKET are both set: pictures have one place, take one of them away",
    );
  if (token) return uploadThingStorage(token, dataPath(), cacheBytes);
  if (!bucket) return localStorage(dataPath());
  const { BACKLOT_S3_ENDPOINT: endpoint, BACKLOT_S3_REGION: region, BACKLOT_S3_PREFIX: prefix } = rest;
  return s3Storage({ bucket, endpoint, region, prefix, cacheBytes }, dataPath());
};
