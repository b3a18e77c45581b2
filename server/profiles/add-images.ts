import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { isLightMime } from "@/contract/media";
import { longText } from "@/contract/names";
import { type Slot, slotIds } from "@/contract/profile/angles";
import { promptFieldsOf } from "@/contract/prompt/parse-external";
import type { ParsedPrompt } from "@/contract/prompt/parsed";
import { characters, clips, media, packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { isFilm, notAPicture } from "@/server/media/film";
import { aMeshIsNoPicture, isMesh } from "@/server/media/mesh";
import { notHere } from "@/server/media/refusals";
import { openPackage, type PackageImageRow, type PackageRow, packageOrThrow, touched } from "./access";
import { type Measured, measureMedia } from "./measure";
import { readNewFaces, type ToRead } from "./read-faces";
import { signOffsOf } from "./sign-offs";
import { occupantOf, stand } from "./slots";

const depicts = z.enum(["unknown", "person", "drawn", "rendered", "generated"]);
const rights = {
  source: longText("The source", 300),
  licence: longText("The licence", 300),
  consent: z.boolean(),
  depicts,
};
const ParsedPromptShape: z.ZodType<ParsedPrompt> = z.object({
  text: z.string().max(20_000),
  aspect: z.string().max(40).optional() as z.ZodType<string>,
  exclude: z.array(z.string().max(500)).max(100),
  characterReferences: z.array(z.string().max(2000)).max(20),
  other: z.array(z.object({ name: z.string().max(100), value: z.string().max(2000) })).max(100),
}) as z.ZodType<ParsedPrompt>;

const NewImage = z.object({
  mediaId: idOf("media"),
  slot: z.enum(slotIds).nullable().default(null),
  /** The picture the person saw in the slot, null for an empty one. Another one there now sends this picture to the tray. */
  seen: idOf("packageImage").nullable().optional(),
  origin: z.enum(["upload", "paste", "sheet", "clip", "version"]).default("upload"),
  /** The sheet or picture it was cut from. */
  sourceMediaId: idOf("media").nullable().default(null),
  clipId: idOf("clip").nullable().default(null),
  /** Counted from 0 in the clip. */
  clipFrame: z.number().int().min(0).nullable().default(null),
  prompt: longText("The prompt", 20_000).default(""),
  promptFields: ParsedPromptShape.nullable().default(null),
  /** Degrees, as in `package_images`; given by hand. */
  yaw: z.number().min(-180).max(180).nullable().default(null),
  pitch: z.number().min(-90).max(90).nullable().default(null),
  lighting: longText("The lighting", 80).default(""),
  expression: longText("The expression", 80).default(""),
  /** Over those of the whole call. */
  source: rights.source.optional(),
  licence: rights.licence.optional(),
  consent: rights.consent.optional(),
  depicts: rights.depicts.optional(),
});
type NewImage = z.infer<typeof NewImage>;

export const AddPackageImages = z.object({
  packageId: idOf("package"),
  images: z.array(NewImage).min(1).max(50),
  source: rights.source.default(""),
  licence: rights.licence.default(""),
  consent: rights.consent.default(false),
  depicts: rights.depicts.default("unknown"),
  /** Candidates shall find their angle by themselves, once a node has read their faces. */
  autoPlace: z.boolean().default(false),
});
export type AddPackageImages = z.input<typeof AddPackageImages>;

/**
 * Put pictures into a package: into a named slot, or as candidates; measured, with where they came from. A taken angle
 * sends its old picture to the tray (`displaced`). An angle that another filled meanwhile (`seen`) keeps theirs, and
 * this picture becomes a candidate (`late`). Ids come in the order of `images`.
 */
export async function addPackageImages(ctx: StudioContext, input: AddPackageImages) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, images, autoPlace, ...ofAll } = AddPackageImages.parse(input);
  await packageOrThrow(ctx, packageId);
  const pictures = await picturesOf(ctx, images);
  const measured = await measureMedia(ctx, pictures);
  return withTransaction(ctx, async (ctx) => {
    const target = await openPackage(ctx, packageId);
    await requireClips(ctx, images);
    const placed: Placed = { ids: [], displaced: [], gaveWay: [], late: [] };
    for (const image of images)
      await put(ctx, target, { ...image, ...rightsOf(image, ofAll) }, measured.get(image.mediaId), placed);
    await giveHero(ctx, target, images);
    await readNewFaces(ctx, target, toRead(placed.ids, images, autoPlace));
    const { gaveWay, ...answer } = placed;
    await touched(ctx, target, "added package pictures", {
      ...{ count: images.length, origin: images[0]?.origin, ids: placed.ids },
      ...{ displaced: placed.displaced, endedSignOffs: signOffsOf(gaveWay) },
    });
    return answer;
  });
}

/** `displaced`: pictures sent to the tray, and from where. `late`: new pictures that found their angle filled by another. */
type Placed = {
  ids: string[];
  displaced: { imageId: string; slot: Slot }[];
  /** Rows of those displaced, as they stood. */
  gaveWay: PackageImageRow[];
  late: { imageId: string; slot: Slot }[];
};

const rightsOf = (
  image: NewImage,
  ofAll: Omit<z.infer<typeof AddPackageImages>, "packageId" | "images" | "autoPlace">,
) => ({
  source: image.source ?? ofAll.source,
  licence: image.licence ?? ofAll.licence,
  consent: image.consent ?? ofAll.consent,
  depicts: image.depicts ?? ofAll.depicts,
});

/** A picture whose angle or slot a person named keeps it; the others may be placed. */
const toRead = (ids: readonly string[], images: readonly NewImage[], autoPlace: boolean): ToRead[] =>
  images.flatMap(({ mediaId, slot, yaw, pitch }, at) => {
    const id = ids[at];
    return id ? [{ id, mediaId, autoPlace: autoPlace && slot === null && yaw === null && pitch === null }] : [];
  });

const put = async (
  ctx: StudioContext,
  target: PackageRow,
  { seen, slot, ...image }: NewImage & ReturnType<typeof rightsOf>,
  measured: Measured | undefined,
  placed: Placed,
): Promise<void> => {
  const occupant = slot && (await occupantOf(ctx, target.id, slot));
  const late = seen !== undefined && (occupant?.id ?? null) !== seen && !placed.ids.includes(occupant?.id ?? "");
  const at = late ? null : slot;
  if (occupant && !late) {
    await stand(ctx, occupant.id, null);
    if (slot) placed.displaced.push({ imageId: occupant.id, slot });
    placed.gaveWay.push(occupant);
  }
  const id = newId("packageImage");
  await ctx.db.insert(packageImages).values({
    ...{ id, teamId: ctx.teamId, packageId: target.id, slot: at, ...image },
    promptFields: image.promptFields ?? promptFieldsOf(image.prompt),
    angleBy: image.yaw === null && image.pitch === null ? null : "hand",
    checks: measured?.checks ?? null,
    phash: measured?.phash ?? null,
    position: sql`(select coalesce(max(position), 0) + 1 from package_images where package_id = ${target.id})`,
    createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
  });
  placed.ids.push(id);
  if (late && slot) placed.late.push({ imageId: id, slot });
};

/** The media rows of new pictures and of what they were cut from; NotFoundError if one is not the team's. */
const picturesOf = async (ctx: StudioContext, images: readonly NewImage[]) => {
  const wanted = new Set(images.map(({ mediaId }) => mediaId));
  const sources = images.flatMap(({ sourceMediaId }) => sourceMediaId ?? []);
  const all = [...new Set([...wanted, ...sources])];
  const rows = await ctx.db
    .select()
    .from(media)
    .where(and(eq(media.teamId, ctx.teamId), inArray(media.id, all)));
  if (rows.length !== all.length) throw new NotFoundError("The picture");
  const film = rows.find(isFilm);
  if (film) throw notAPicture(film.name);
  const mesh = rows.find(isMesh);
  if (mesh) throw aMeshIsNoPicture(mesh.name);
  const light = rows.find(({ mime }) => isLightMime(mime));
  if (light) throw notHere(light.name, light.mime);
  return rows.filter(({ id }) => wanted.has(id));
};

const requireClips = async (ctx: StudioContext, images: readonly NewImage[]): Promise<void> => {
  const wanted = [...new Set(images.flatMap(({ clipId }) => clipId ?? []))];
  if (wanted.length === 0) return;
  const rows = await ctx.db
    .select({ id: clips.id })
    .from(clips)
    .where(and(eq(clips.teamId, ctx.teamId), inArray(clips.id, wanted)));
  if (rows.length !== wanted.length) throw new NotFoundError("The clip");
};

/** A character without a face gets the first picture, the front one before others. */
const giveHero = async (ctx: StudioContext, { characterId }: PackageRow, images: readonly NewImage[]) => {
  const first = images.find((image) => image.slot === "front") ?? images[0];
  if (!first) return;
  await ctx.db
    .update(characters)
    .set({ heroMediaId: first.mediaId })
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId), isNull(characters.heroMediaId)));
};
