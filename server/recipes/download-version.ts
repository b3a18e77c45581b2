import { eq } from "drizzle-orm";
import { isLightMime } from "@/contract/media";
import { findPass } from "@/contract/passes/catalogue";
import { formFields } from "@/contract/passes/fields";
import { madeWithOf } from "@/contract/recipe/made-with";
import { ownKeyword, writeOwn } from "@/contract/recipe/own";
import { writeA1111 } from "@/contract/recipe/write/a1111";
import { asciiJson, pngTextChunk } from "@/contract/recipe/write/png-text";
import { studioVersion } from "@/contract/version";
import { frames, shots, type versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { PreconditionError, StudioError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import type { MediaRow } from "@/server/media/media-row";
import { disposition, refuse, streamOf } from "@/server/media/respond";
import { ensurePng } from "@/server/media/thumbnails";
import { versionOrThrow } from "@/server/storyboard/access";
import { pngWithTexts } from "./png-with-texts";

type Version = typeof versions.$inferSelect;

/**
 * Answers GET and HEAD of /api/versions/<id>[?settings=none][?as=graph]: the version as a PNG, its pixels byte for byte, with its recipe as
 * A1111, ComfyUI and Backlot read it. A picture somebody brought keeps what its own file says. With `settings=none` the file
 * says nothing but its pixels. With `as=graph` it is the graph that painted it, as JSON in ComfyUI's API form, which its editor opens.
 * 200; 401, 404, 412 with a sentence.
 */
export async function serveVersion(
  request: Request,
  versionId: string,
  who: (request: Request) => Promise<StudioContext | null>,
): Promise<Response> {
  try {
    const ctx = await who(request);
    if (!ctx) return refuse(401, "Sign in to download this version.");
    const version = await versionOrThrow(ctx, versionId);
    if (new URL(request.url).searchParams.get("as") === "graph") return await respondGraph(ctx, version, request);
    const row = await mediaOf(ctx, version.mediaId);
    if (isLightMime(row.mime))
      throw new PreconditionError(`${row.name} holds linear light: download its original instead.`);
    const bare = new URL(request.url).searchParams.get("settings") === "none";
    const file = await ensurePng(row, ctx.storage);
    // A picture that was brought, as PNG, stands for itself.
    const said = bare ? [] : version.recipe ? await chunksOf(version, row) : row.mime === "image/png" ? null : [];
    const png = await pngWithTexts(file, said ?? []);
    const own = said === null ? { total: row.bytes, read: () => ctx.storage.read(row.storageKey) } : png;
    const headers = {
      "content-type": "image/png",
      "content-length": String(own.total),
      "content-disposition": disposition(`${await nameOf(ctx, version)}.png`, true),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    };
    if (request.method === "HEAD") return new Response(null, { headers });
    return new Response(streamOf(await own.read()), { headers });
  } catch (error) {
    if (error instanceof StudioError)
      return refuse({ NOT_FOUND: 404, PRECONDITION_FAILED: 412 }[error.code as string] ?? 403, error.message);
    console.error("A version could not be written as PNG", error);
    return refuse(500, "The version could not be written. Try again; its picture itself can be downloaded as it is.");
  }
}

const respondGraph = async (ctx: StudioContext, version: Version, request: Request): Promise<Response> => {
  const graph = graphOf(version.facts);
  if (graph === null)
    throw new PreconditionError("No ComfyUI server painted this version: there is no graph to open in its editor.");
  const body = `${JSON.stringify(graph, null, 2)}\n`;
  const headers = {
    "content-type": "application/json",
    "content-disposition": disposition(`${await nameOf(ctx, version)} graph.json`, true),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  return new Response(request.method === "HEAD" ? null : body, { headers });
};

/** What the recipe says, in the words of each tool that reads one. Only what the recipe and its engine know: no notes, no paths. */
const chunksOf = async ({ recipe, facts }: Version, { width, height }: MediaRow): Promise<Uint8Array[]> => {
  if (!recipe) return [];
  const pass = findPass(recipe.pass);
  const a1111 = writeA1111(recipe, { fields: pass ? formFields(pass) : [], width, height, version: studioVersion });
  const graph = graphOf(facts);
  return [
    ...(a1111 === null ? [] : [pngTextChunk("parameters", a1111)]),
    // Never a `workflow`: ours would be no graph of its editor.
    ...(graph === null ? [] : [pngTextChunk("prompt", asciiJson(graph))]),
    pngTextChunk(ownKeyword, await writeOwn(recipe)),
  ];
};

/** The graph that painted the picture as a whole: the one called main, else the last. Absolute paths in it keep only their end. */
const graphOf = (facts: Record<string, unknown>): unknown => {
  const graphs = madeWithOf(facts)?.graphs ?? [];
  const graph = (graphs.find(({ stage }) => stage === "main") ?? graphs.at(-1))?.graph;
  if (!graph) return null;
  return JSON.parse(
    JSON.stringify(graph, (_, value: unknown) =>
      typeof value === "string" && /^(\/|[a-z]:[\\/]|\\\\)/i.test(value) ? (value.split(/[\\/]/).at(-1) ?? "") : value,
    ),
  ) as unknown;
};

/** "SQ010_SH0020_A_v003" */
const nameOf = async ({ db }: StudioContext, { frameId, number, state }: Version): Promise<string> => {
  const [place] = await db
    .select({ shot: shots.code, frame: frames.label })
    .from(frames)
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .where(eq(frames.id, frameId));
  const version = number === null ? state : `v${String(number).padStart(3, "0")}`;
  return [place?.shot, place?.frame, version].filter(Boolean).join("_");
};
