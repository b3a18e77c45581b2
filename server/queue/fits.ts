import { type SQL, sql } from "drizzle-orm";

/**
 * SQL condition: node `n` may run job `j` (aliases of the surrounding statement). Says the same as `refusals` in
 * contract/passes/match.ts; a test runs both on the same random jobs and nodes.
 */
export const fits = (j: SQL, n: SQL): SQL => sql`exists (
  select 1 from node_offers o
  where o.node_id = ${n}.id and o.pass = ${j}.pass and o.version = ${j}.pass_version and (
    (o.state = 'ready' and ${j}.needs_vram_gb <= ${n}.vram_gb and ${j}.needs_models <@ ${n}.models)
    or (o.state = 'rough' and ${j}.rough_allowed)))`;
