import { createHash } from "node:crypto";
import { createUploadthing, type FileRouter, UploadThingError, UTFiles } from "uploadthing/server";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { StudioContext } from "../context";
import { dataPath } from "../env";
import { StudioError } from "../errors";
import { requireMayBringPictures } from "../media/ingest";
import { requireSize } from "../media/refusals";
import { safeName } from "../media/safe-name";
import { requireFreeDisk } from "../storage/free-disk";
import { type Arrived, type Picked, receivePicture } from "./receive-picture";
import { hashOfParts } from "./upload-key";

/** Who a request speaks for; null for nobody. */
export type WhoIs = (request: Request) => Promise<StudioContext | null>;

/** What an upload is for. It keeps the keys of one file, chosen in two places, apart. */
const UploadInput = z.object({
  projectId: idOf("project").nullish(),
  purpose: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
});

/** What the browser gets for a finished upload: the picture, or the sentence why not. */
export type UploadAnswer =
  | { mediaId: string; width: number; height: number; colour: string; name: string }
  | { refusal: string };

/** A refusal as the library knows it, so that its text reaches the browser. Anything else stays inside. */
const inItsWords = (error: unknown): unknown => {
  if (!(error instanceof StudioError)) return error;
  const code = error.code === "FORBIDDEN" || error.code === "UNAUTHORIZED" ? "FORBIDDEN" : "BAD_REQUEST";
  return new UploadThingError({ code, message: error.message });
};

/** The library's own refusals, which would read "Invalid config: FileCountMismatch". */
const sentences: Record<string, string> = {
  "Invalid input": "This upload does not say what it is for. Reload the page and try again.",
  "Invalid config: FileCountMismatch": "Upload at most 50 pictures at a time.",
};
const inWords = ({ message, code }: UploadThingError) => ({
  message:
    sentences[message] ??
    (code === "INTERNAL_SERVER_ERROR" ? "The studio could not begin this upload. Try again in a moment." : message),
});

const f = createUploadthing({ errorFormatter: inWords });
/** Typed loosely by the library: `customId` is there when keys are made, its type is not. */
const customIdOf = (file: object) => ("customId" in file && typeof file.customId === "string" ? file.customId : "");

/**
 * UploadThing's file router, the same for its cloud and for our own ingest. `whoIs` reads the session of a request,
 * `receive` turns an arrived file into a picture of the studio.
 */
export const makeUploadRouter = (whoIs: WhoIs, receive: (arrived: Arrived) => Promise<Picked> = receivePicture) => {
  const picture = f(
    { blob: { maxFileSize: "512MB", maxFileCount: 50 } },
    {
      awaitServerData: true,
      // Deterministic: the same person choosing the same file for the same thing gets the same key, so it goes on
      // where it was cut. The library's own parts hold the time of asking.
      getFileHashParts: (file) => [customIdOf(file), file.name, file.size, file.type],
      hashFn: hashOfParts,
    },
  )
    .input(UploadInput)
    .middleware(async ({ req, files, input }) => {
      try {
        const ctx = await whoIs(req);
        if (!ctx)
          throw new StudioError("UNAUTHORIZED", "You are signed out. Sign in again, then choose the files once more.");
        requireMayBringPictures(ctx);
        for (const { name, size } of files) requireSize(safeName(name), size);
        await requireFreeDisk(
          dataPath(),
          files.reduce((sum, { size }) => sum + size, 0),
        );
        const about = {
          teamId: ctx.teamId,
          actor: ctx.actor,
          projectId: input.projectId ?? null,
          purpose: input.purpose,
        };
        const owner = [ctx.teamId, ctx.actor.id, about.projectId, input.purpose];
        return {
          ...about,
          [UTFiles]: files.map((file) => ({ ...file, customId: customIdFor(owner, file.lastModified) })),
        };
      } catch (error) {
        throw inItsWords(error);
      }
    })
    .onUploadComplete(async ({ file, metadata }): Promise<UploadAnswer> => {
      try {
        const { id, width, height, colour, name } = await receive({ file, ...metadata });
        return { mediaId: id, width, height, colour, name };
      } catch (error) {
        // A throw here would be invisible to the browser (the library answers 200), so a refusal is an answer.
        if (error instanceof StudioError) return { refusal: error.message };
        console.error("An upload arrived but could not be taken in", error);
        throw error;
      }
    });
  return { picture } satisfies FileRouter;
};

/** The same file of two people, projects or purposes must not share a key; its date tells apart two files of one name. */
const customIdFor = (owner: readonly (string | null)[], lastModified: number | undefined): string =>
  createHash("sha256")
    .update(JSON.stringify([...owner, lastModified ?? 0]))
    .digest("hex")
    .slice(0, 40);

export type UploadRouter = ReturnType<typeof makeUploadRouter>;
