import { tracked } from "@trpc/server";
import { latestSeq } from "@/server/live/numbers";
import { LiveFrom, lastSeqOf, liveStream } from "@/server/live/subscribe";
import { router, teamProcedure } from "../trpc";

export const liveRouter = router({
  /** Where the stream stands: a page that renders with it and subscribes from it misses nothing. */
  seq: teamProcedure.query(({ ctx }) => latestSeq(ctx)),
  /**
   * The team's numbered events and the progress of its jobs (and who else is in `room`), until the browser leaves. Browsers
   * are answered by `server/door/live-door.ts`, with the same words; this says what is wrong, and serves where no door is.
   */
  stream: teamProcedure.input(LiveFrom).subscription(async function* ({ ctx, input, signal }) {
    const from = { lastSeq: lastSeqOf(input), room: input.room, signal: signal ?? new AbortController().signal };
    for await (const { id, message } of liveStream(ctx, from)) yield tracked(id, message);
  }),
});
