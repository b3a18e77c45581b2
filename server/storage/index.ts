import { dataPath, env } from "../env";
import { localStorage } from "./local";
import type { Storage } from "./storage";
import { uploadThingStorage } from "./uploadthing";

// Next loads a module more than once; one storage a process.
const held = globalThis as typeof globalThis & { backlotStorage?: Storage };

/** The process's storage: the data folder, or UploadThing's cloud (never run) when UPLOADTHING_TOKEN is set. */
export const getStorage = (): Storage => {
  const token = env().UPLOADTHING_TOKEN;
  held.backlotStorage ??= token ? uploadThingStorage(token, dataPath()) : localStorage(dataPath());
  return held.backlotStorage;
};
