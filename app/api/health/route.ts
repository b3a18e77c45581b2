import { sql } from "drizzle-orm";
import { db } from "@/server/db";

export const dynamic = "force-dynamic";

/** 200 once the web server and its database answer; the launcher waits for it. */
export const GET = async () => {
  await db().execute(sql`select 1`);
  return Response.json({ ok: true });
};
