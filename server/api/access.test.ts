import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { TRPCError } from "@trpc/server";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type Action, actions, can, type Role, roles } from "@/contract/roles";
import { createTestDatabase } from "@/db/testing/database";
import type { Viewer } from "@/server/auth/viewer";
import { pool } from "@/server/db";
import { closeHub } from "@/server/live/hub";
import { accessTable, type Row } from "@/server/testing/access-table";
import { makeWorld, type World } from "@/server/testing/world";
import { appRouter } from "./root";
import { createCallerFactory } from "./trpc";

const file = await createTestDatabase();
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-access-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the access test, 32 characters or more");
afterAll(async () => {
  await closeHub();
  await pool().close();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const factory = createCallerFactory(appRouter);
// tRPC flattens its procedures at run time ("teams.invite"), its types do not say so.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: "query" | "mutation" | "subscription" } }
>;
const paths = Object.keys(procedures);
const typeOf = (procedure: string) => procedures[procedure]?._def.type;

const viewerOf = (world: World, role: Role): Viewer => {
  const team = { id: world.team.id, name: world.team.name, role };
  return {
    userId: world.owner.id,
    sessionId: null,
    name: world.owner.name,
    email: null,
    isLocal: false,
    preferences: {},
    teams: [team],
    team,
    mayWrite: true,
    seq: 0,
  };
};

/** The code of the refusal, or "done". A stream counts as done once it has given something. */
const call = async (procedure: string, viewer: Viewer | null, input: unknown): Promise<string> => {
  const abort = new AbortController();
  let at: unknown = factory({ viewer, headers: new Headers() }, { signal: abort.signal });
  for (const word of procedure.split(".")) at = (at as Record<string, unknown>)[word];
  try {
    const answer = await (at as (input: unknown) => Promise<unknown>)(input);
    if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer) {
      for await (const _ of answer as AsyncIterable<unknown>) break;
    }
    return "done";
  } catch (error) {
    if (error instanceof TRPCError) return error.code;
    throw error;
  } finally {
    abort.abort();
  }
};

const lacking = (least: Row["least"]): Role[] =>
  least === "anybody" || least === "signed in" ? [] : roles.filter((role) => !can(role, least));

describe("the access table", () => {
  it("names every procedure there is, and none that is gone", () => {
    expect(Object.keys(accessTable).sort()).toEqual([...paths].sort());
    for (const { least } of Object.values(accessTable))
      if (least !== "anybody" && least !== "signed in") expect(Object.keys(actions)).toContain(least satisfies Action);
  });
});

describe.each(paths)("%s", (procedure) => {
  const row = accessTable[procedure];
  if (!row) return;

  it("lets in whom the table says and nobody else", async () => {
    const world = await makeWorld(file.db);
    const input = row.input?.(world);

    if (row.least !== "anybody") expect(await call(procedure, null, input)).toBe("UNAUTHORIZED");
    for (const role of lacking(row.least))
      expect([role, await call(procedure, viewerOf(world, role), input)]).toEqual([role, "FORBIDDEN"]);
    for (const role of roles.filter((role) => !lacking(row.least).includes(role))) {
      const answer = await call(procedure, viewerOf(world, role), input);
      expect([role, answer]).not.toEqual([role, "FORBIDDEN"]);
      expect([role, answer]).not.toEqual([role, "UNAUTHORIZED"]);
      expect([role, answer]).not.toEqual([role, "INTERNAL_SERVER_ERROR"]);
    }
  });

  if (row.foreign)
    it("does not find what belongs to another team", async () => {
      const [mine, theirs] = [await makeWorld(file.db), await makeWorld(file.db)];

      expect(await call(procedure, viewerOf(mine, "owner"), row.input?.(theirs))).toBe("NOT_FOUND");
    });

  if (row.least !== "anybody" && typeOf(procedure) === "mutation")
    it("refuses a token that may only read", async () => {
      const world = await makeWorld(file.db);

      expect(await call(procedure, { ...viewerOf(world, "owner"), mayWrite: false }, row.input?.(world))).toBe(
        "FORBIDDEN",
      );
    });
});
