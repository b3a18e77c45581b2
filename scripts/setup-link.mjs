// Makes the link with which the first person becomes the owner, and prints its token: 256 bits, stored only as a hash,
// good for 24 hours and for one use. Prints nothing when the studio has an owner (the sample's people are not), or when
// its tables are not there.
import { createHash, randomBytes } from "node:crypto";
import postgres from "postgres";

const sql = postgres(process.env.DATABASE_URL, { max: 1, onnotice: () => {} });
const [tables] = await sql`
  select to_regclass('public.memberships') is not null and to_regclass('public.setup_links') is not null as ready`;
if (tables.ready) {
  const [{ owned }] = await sql`select exists (select 1 from memberships where role = 'owner') as owned`;
  if (!owned) {
    const token = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(token).digest("hex");
    await sql.begin(async (tx) => {
      // an earlier start's link is void: only the newest printed one works
      await tx`delete from setup_links where used_at is null`;
      await tx`insert into setup_links (token_hash, expires_at) values (${hash}, now() + interval '24 hours')`;
    });
    console.log(token);
  }
}
await sql.end();
