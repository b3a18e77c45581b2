import { copyFile } from "node:fs/promises";
import path from "node:path";
import { newId } from "../../contract/ids";
import type { Role } from "../../contract/roles";
import { mentionText } from "../../contract/text/mentions";
import type { StudioContext } from "../../server/context";
import { ingest } from "../../server/media/ingest";
import { memberships, users } from "../schema/index";
import { assetPath } from "./manifest";

/** The two people of the sample: they sign notes and never sign in. */
export const makePerson = async (ctx: StudioContext, name: string, role: Role): Promise<StudioContext> => {
  const id = newId("user");
  await ctx.db.insert(users).values({ id, name });
  await ctx.db.insert(memberships).values({ teamId: ctx.teamId, userId: id, role });
  return { ...ctx, actor: { kind: "user", id, name, role } };
};
export type People = { artist: StudioContext; supervisor: StudioContext };

/** A picture of the sample's folder, taken in like an upload; its media id. */
export const bring = async (ctx: StudioContext, file: string): Promise<string> => {
  const temporaryPath = await ctx.storage.temporaryPath();
  await copyFile(assetPath(file), temporaryPath);
  return (await ingest(ctx, { temporaryPath, name: path.basename(file) })).id;
};

/** What `@{CODE}` in the sample's words stands for. */
export type Named = Map<string, { id: string; label: string }>;

/** The words with their chips. A code that is not there yet is a slip in the sample. */
export const withChips = (text: string, named: Named): string =>
  text.replace(/@\{([A-Za-z0-9_]+)\}/g, (_, code: string) => {
    const found = named.get(code);
    if (!found) throw new Error(`The sample's words name ${code}, which it does not have by then`);
    return mentionText(found);
  });
