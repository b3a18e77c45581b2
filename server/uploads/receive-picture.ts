import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { clipPurpose } from "@/contract/media";
import type { Actor, StudioContext } from "../context";
import { db } from "../db";
import { ingest } from "../media/ingest";
import type { MediaRow } from "../media/media-row";
import { getStorage } from "../storage";
import { partPath } from "./upload-key";

/** A finished upload, by whom and for what. `fileHash` is the SHA-256 only on the local path. */
export type Arrived = {
  file: { key: string; name: string; size: number; ufsUrl: string; fileHash: string };
  teamId: string;
  actor: Actor;
  projectId: string | null;
  purpose: string;
};
export type Picked = Pick<MediaRow, "id" | "width" | "height" | "colour" | "name">;

/** What a purpose takes beyond plain pictures. */
const doorOf = (purpose: string) => ({
  light: purpose === "environment-image",
  kind: purpose === clipPurpose ? ("film" as const) : ("picture" as const),
});

/** The cloud half, NEVER RUN: fetch what the browser gave UploadThing, hash and check it here, and keep only its key. */
const fromCloud = async (ctx: StudioContext, { file, purpose }: Arrived): Promise<MediaRow> => {
  const temporaryPath = await ctx.storage.temporaryPath();
  const answer = await fetch(file.ufsUrl);
  if (!answer.ok || !answer.body)
    throw new Error(`UploadThing answered ${answer.status} for an upload that it announced`);
  await pipeline(Readable.fromWeb(answer.body as WebStream<Uint8Array>), createWriteStream(temporaryPath));
  return ingest(ctx, { temporaryPath, name: file.name, storageKey: file.key, ...doorOf(purpose) });
};

/** Take an arrived file in. A refusal (StudioError) removes it; a fault keeps it, so that the announcement can be repeated. */
export async function receivePicture(arrived: Arrived): Promise<MediaRow> {
  const { file, actor, teamId, purpose } = arrived;
  const ctx: StudioContext = { db: db(), storage: getStorage(), teamId, actor };
  if (ctx.storage.kind === "uploadthing") return fromCloud(ctx, arrived);
  return ingest(ctx, {
    temporaryPath: partPath(file.key),
    sha256: file.fileHash,
    name: file.name,
    ...doorOf(purpose),
  });
}
