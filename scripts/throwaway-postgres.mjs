// A PostgreSQL for tests: started on a temporary folder, gone when our stdin closes (so also when the test run is
// killed). Prints its URL, then waits. Never for a person's data: it does not write to disk durably.
// BACKLOT_TEST_POSTGRES asks for a major version.
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./lib/files.mjs";
import { startPostgres } from "./lib/postgres.mjs";
import { removeData } from "./lib/remove-data.mjs";

const data = mkdtempSync(path.join(os.tmpdir(), "backlot-test-pg-"));
const settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200"];
const remove = () => removeData(data);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {}); // the closing pipe decides

try {
  const database = await startPostgres({
    ...{ root: ROOT, data, settings, superuser: true, major: Number(process.env.BACKLOT_TEST_POSTGRES) || null },
    onExit: (how) => {
      console.error(`the test database ended (${how})`);
      remove();
      process.exit(1);
    },
  });
  process.stdin.resume().on("close", async () => {
    await database.stop();
    remove();
    process.exit(0);
  });
  console.log(database.url);
} catch (error) {
  remove();
  console.error(error.message);
  process.exit(1);
}
