import type { PassId } from "../../contract/passes/catalogue";
import { PassError } from "../engines/engine";
import type { Work } from "./work";

/** The first does it; where it finds that it lacks something of this very recipe and the other lacks nothing, the other does, and says so. */
export const orElse = <Id extends PassId>(first: Work<Id>, other: Work<Id>): Work<Id> => ({
  ...first,
  perform: async (job) => {
    try {
      return await first.perform(job);
    } catch (error) {
      if (!(error instanceof PassError) || error.cause !== "missing") throw error;
      if ((await other.probe()).blocking.length) throw error;
      const result = await other.perform(job).catch((second: unknown) => {
        // Neither can: both have to be heard, or somebody would repair the wrong one.
        if (!(second instanceof PassError) || second.cause !== "missing") throw second;
        throw new PassError("missing", "elsewhere", `${error.message} ${second.message}`, second);
      });
      const { engine, algorithm } = other;
      return {
        ...result,
        by: { engine, algorithm },
        warnings: [...(result.warnings ?? []), `Done by the second image server of the node: ${error.message}`],
      };
    }
  },
});
