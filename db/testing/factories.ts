import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../contract/ids";
import { findPass } from "../../contract/passes/catalogue";
import type { Offer } from "../../contract/passes/offer";
import type { Recipe } from "../../contract/recipe/recipe";
import type { Role } from "../../contract/roles";
import type { Db } from "../client";
import * as schema from "../schema/index";
import { statusRows } from "../status-rows";

// Rows for tests, written straight to the tables: a test of one verb does not depend on the others.

const short = () => randomBytes(4).toString("hex");
const only = <T>(rows: T[]): T => {
  const [row] = rows;
  if (!row) throw new Error("insert returned no row");
  return row;
};

/** A team with the statuses every team begins with. */
export const makeTeam = async (db: Db, values: Partial<typeof schema.teams.$inferInsert> = {}) => {
  const team = only(
    await db
      .insert(schema.teams)
      .values({ id: newId("team"), name: `Team ${short()}`, ...values })
      .returning(),
  );
  await db.insert(schema.taskStatuses).values(statusRows(team.id));
  return team;
};

/** A person and their role in the team. */
export const makeUser = async (
  db: Db,
  teamId: string,
  role: Role = "owner",
  values: Partial<typeof schema.users.$inferInsert> = {},
) => {
  const user = only(
    await db
      .insert(schema.users)
      .values({ id: newId("user"), name: `Person ${short()}`, email: `${short()}@example.test`, ...values })
      .returning(),
  );
  await db.insert(schema.memberships).values({ teamId, userId: user.id, role });
  return user;
};

export const makeProject = async (db: Db, teamId: string, values: Partial<typeof schema.projects.$inferInsert> = {}) =>
  only(
    await db
      .insert(schema.projects)
      .values({ id: newId("project"), teamId, slug: `project-${short()}`, name: "Project", ...values })
      .returning(),
  );

type Project = { id: string; teamId: string };

/** A shot in a sequence of its own. */
export const makeShot = async (db: Db, project: Project, values: Partial<typeof schema.shots.$inferInsert> = {}) => {
  const base = { teamId: project.teamId, projectId: project.id };
  const code = short().toUpperCase();
  const sequence = only(
    await db
      .insert(schema.sequences)
      .values({ id: newId("sequence"), ...base, code: `SQ_${code}` })
      .returning(),
  );
  return only(
    await db
      .insert(schema.shots)
      .values({ id: newId("shot"), ...base, sequenceId: sequence.id, code: `SH_${code}`, ...values })
      .returning(),
  );
};

/** A frame in a shot of its own. */
export const makeFrame = async (db: Db, project: Project, values: Partial<typeof schema.frames.$inferInsert> = {}) => {
  const shotId = values.shotId ?? (await makeShot(db, project)).id;
  return only(
    await db
      .insert(schema.frames)
      .values({ id: newId("frame"), teamId: project.teamId, projectId: project.id, label: "A", ...values, shotId })
      .returning(),
  );
};

/** A row of the media table; its bytes are nowhere unless the test puts them under `storageKey`. */
export const makeMedia = async (db: Db, teamId: string, values: Partial<typeof schema.media.$inferInsert> = {}) => {
  const sha256 = createHash("sha256").update(randomBytes(16)).digest("hex");
  return only(
    await db
      .insert(schema.media)
      .values({
        id: newId("media"),
        teamId,
        sha256,
        mime: "image/png",
        bytes: 1_000,
        width: 64,
        height: 48,
        colour: "#808080",
        name: "picture.png",
        storage: "local",
        storageKey: sha256,
        ...values,
      })
      .returning(),
  );
};

/** Version 1 of a frame, accepted, with a media row. */
export const makeVersion = async (
  db: Db,
  frame: { id: string; teamId: string; projectId: string },
  values: Partial<typeof schema.versions.$inferInsert> = {},
) => {
  const mediaId = values.mediaId ?? (await makeMedia(db, frame.teamId)).id;
  return only(
    await db
      .insert(schema.versions)
      .values({
        id: newId("version"),
        teamId: frame.teamId,
        projectId: frame.projectId,
        frameId: frame.id,
        state: "accepted",
        origin: "upload",
        number: 1,
        ...values,
        mediaId,
      })
      .returning(),
  );
};

type OfferLike = Pick<Offer, "pass" | "state"> & Partial<Offer>;

/** A node heard of just now that offers `offers`; its token is nobody's. */
export const makeNode = async (
  db: Db,
  teamId: string,
  offers: readonly OfferLike[] = [],
  values: Partial<typeof schema.nodes.$inferInsert> = {},
) => {
  const node = only(
    await db
      .insert(schema.nodes)
      .values({
        id: newId("node"),
        teamId,
        name: `Node ${short()}`,
        tokenHash: randomBytes(32).toString("hex"),
        tokenPrefix: "bkn_test",
        seenAt: new Date().toISOString(),
        ...values,
      })
      .returning(),
  );
  if (offers.length > 0)
    await db
      .insert(schema.nodeOffers)
      .values(offers.map((offer) => ({ version: versionNow(offer.pass), ...offer, nodeId: node.id })));
  return node;
};

/** What the studio and its nodes speak of a pass; 1 for one a test makes up. */
const versionNow = (pass: string): number => findPass(pass)?.version ?? 1;

export const makeRecipe = (values: Partial<Recipe> = {}): Recipe => ({
  format: 1,
  pass: "adjust",
  passVersion: versionNow(values.pass ?? "adjust"),
  params: {},
  inputs: [],
  seed: null,
  mask: null,
  ...values,
});

/** A job in line for `adjust`, asking nothing of a node. */
export const makeJob = async (
  db: Db,
  project: Project,
  values: Partial<Omit<typeof schema.jobs.$inferInsert, "recipe">> & { recipe?: Partial<Recipe> } = {},
) => {
  const { recipe: given, ...columns } = values;
  const recipe = makeRecipe(given);
  return only(
    await db
      .insert(schema.jobs)
      .values({
        id: newId("job"),
        teamId: project.teamId,
        projectId: project.id,
        title: "Adjust",
        pass: recipe.pass,
        passVersion: recipe.passVersion,
        createdBy: newId("user"),
        ...columns,
        recipe,
      })
      .returning(),
  );
};
