import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { handleAgentMedia } from "@/server/api/agent-media";
import { handleAgent } from "@/server/api/agent-root";
import { openDoors } from "@/server/api/open-doors";
import { startHousekeeping } from "@/server/housekeeping";
import { serveFetch } from "@/server/testing/serve-fetch";

// One web process of the studio as its nodes see it: the real handlers, the real chores, on a port it is told.
const handle = async (request: Request): Promise<Response> => {
  const asked = /^\/api\/agent\/media(?:\/([^/]+))?$/.exec(new URL(request.url).pathname);
  return asked ? handleAgentMedia(request, asked[1]) : handleAgent(request);
};
// As Next's own server does: postgres.js throws from a timer when a connection dies between two of its writes
// (porsager/postgres#1154), where nobody can catch it.
process.on("uncaughtException", (error) => console.error("uncaught:", error));
process.on("unhandledRejection", (error) => console.error("unhandled:", error));
startHousekeeping();
openDoors();
const { port } = await serveFetch(handle, Number(process.argv[2]));
process.send?.({ port });
// What lives, weighed after a collection: resident memory alone says mostly when V8 last had the leisure to collect.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
process.on("message", (asked) => {
  if (asked !== "weigh") return;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ liveMb: (heapUsed + external) / 2 ** 20 });
});
process.on("disconnect", () => process.exit(0));
