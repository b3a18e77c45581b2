/**
 * SQL condition: node `n` may run jobs of class `c` (aliases of the surrounding statement). Says the same as `refusals`
 * in contract/passes/match.ts; a test runs both on the same random jobs and nodes.
 */
export const fits = (c: string, n: string): string => `(exists (
  select 1 from node_offers o
  where o.node_id = ${n}.id and o.pass = ${c}.pass and o.version = ${c}.pass_version and (
    (o.state = 'ready' and ${c}.vram_gb <= ${n}.vram_gb and ${c}.models <@ ${n}.models)
    or (o.state = 'rough' and ${c}.rough_allowed)))
  and (${n}.projects is null or ${c}.project_id = any(${n}.projects)) and ${c}.pinned_node_id in ('', ${n}.id))`;
