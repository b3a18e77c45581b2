import { newId } from "../../contract/ids";
import { pool } from "../../server/db";
import { stopDecoder } from "../../server/media/decoder";
import { getStorage } from "../../server/storage";
import { taskStatuses, teams } from "../schema/index";
import { statusRows } from "../status-rows";
import { seedLowTide } from "./low-tide";
import { spreadTime } from "./spread-time";

// Run by the launcher on a database without a team: the owner who sets up the studio moves into this one.
const { db, close } = pool();
const [there] = await db.select({ id: teams.id }).from(teams).limit(1);
const teamId = there?.id ?? newId("team");
if (!there) {
  await db.insert(teams).values({ id: teamId, name: "Studio" });
  await db.insert(taskStatuses).values(statusRows(teamId));
}
await seedLowTide({ db, teamId, storage: getStorage(), actor: { kind: "system", id: "system", name: "Backlot" } });
await spreadTime(db, teamId);
stopDecoder();
await close();
