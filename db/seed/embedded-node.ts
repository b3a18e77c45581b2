import { asc } from "drizzle-orm";
import { makeDb } from "../client";
import { teams } from "../schema/index";
import { ensureEmbeddedNode } from "./ensure-embedded-node";

// Run by the launcher at every start: the local node belongs to the studio's first team.
const { DATABASE_URL, BACKLOT_NODE_TOKEN } = process.env;
if (!DATABASE_URL || !BACKLOT_NODE_TOKEN) throw new Error("embedded-node needs DATABASE_URL and BACKLOT_NODE_TOKEN");

const { db, close } = makeDb(DATABASE_URL, { max: 1 });
const [team] = await db.select({ id: teams.id }).from(teams).orderBy(asc(teams.createdAt), asc(teams.id)).limit(1);
if (team) await ensureEmbeddedNode(db, { teamId: team.id, token: BACKLOT_NODE_TOKEN });
else console.log("no team yet: the local node is registered at the first start after setup");
await close();
