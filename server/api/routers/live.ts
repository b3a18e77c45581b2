import { tracked } from "@trpc/server";
import { z } from "zod";
import { latestSeq, liveStream } from "@/server/live/subscribe";
import { router, teamProcedure } from "../trpc";

const From = z.object({ lastEventId: z.string().max(20).nullish(), room: z.string().max(40).optional() }).default({});

export const liveRouter = router({
  /** Where the stream stands: a page that renders with it and subscribes from it misses nothing. */
  seq: teamProcedure.query(({ ctx }) => latestSeq(ctx)),
  /** The team's numbered events and the progress of its jobs (and who else is in `room`), until the browser leaves. */
  stream: teamProcedure.input(From).subscription(async function* ({ ctx, input, signal }) {
    const from = Number(input.lastEventId);
    const lastSeq = input.lastEventId && Number.isSafeInteger(from) ? from : undefined;
    const ended = signal ?? new AbortController().signal;
    for await (const { id, message } of liveStream(ctx, { lastSeq, room: input.room, signal: ended }))
      yield tracked(id, message);
  }),
});
