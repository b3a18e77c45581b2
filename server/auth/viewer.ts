import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Role } from "@/contract/roles";
import { liveCounters, memberships, sessions, teams, tokens, users } from "@/db/schema";
import { statement } from "@/db/statement";
import { db } from "@/server/db";
import { hashSecret } from "./secrets";

/** Who looks: a person signed in by cookie, or a program with a personal token. */
export type Viewer = {
  userId: string;
  /** Null when a personal token speaks. */
  sessionId: string | null;
  name: string;
  email: string | null;
  isLocal: boolean;
  preferences: typeof users.$inferSelect.preferences;
  teams: { id: string; name: string; role: Role }[];
  /** The team in hand. Null: removed from every team. */
  team: { id: string; name: string; role: Role } | null;
  mayWrite: boolean;
  /** Where the team's stream stood before anything else was asked: a page that subscribes from it misses nothing. */
  seq: number;
};

const person = {
  userId: users.id,
  name: users.name,
  email: users.email,
  isLocal: users.isLocal,
  preferences: users.preferences,
};
const membership = { teamId: teams.id, teamName: teams.name, role: memberships.role, seq: liveCounters.seq };

type Row = {
  userId: string;
  name: string;
  email: string | null;
  isLocal: boolean;
  preferences: Viewer["preferences"];
  teamId: string | null;
  teamName: string | null;
  role: Role | null;
  seq: number | null;
};

const toViewer = (
  rows: readonly Row[],
  sessionId: string | null,
  wantedTeam: string | undefined,
  mayWrite: boolean,
): Viewer | null => {
  const [first] = rows;
  if (!first) return null;
  const mine = rows.flatMap((row) =>
    row.teamId && row.teamName && row.role ? [{ id: row.teamId, name: row.teamName, role: row.role }] : [],
  );
  const { userId, name, email, isLocal, preferences } = first;
  const team = mine.find((t) => t.id === wantedTeam) ?? mine[0] ?? null;
  return {
    userId,
    sessionId,
    name,
    email,
    isLocal,
    preferences,
    teams: mine,
    team,
    mayWrite,
    seq: rows.find(({ teamId }) => teamId === team?.id)?.seq ?? 0,
  };
};

const selectSession = statement((pool) =>
  pool
    .select({ ...person, ...membership, stale: sql<boolean>`${sessions.seenAt} < now() - interval '5 minutes'` })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(teams, eq(teams.id, memberships.teamId))
    .leftJoin(liveCounters, eq(liveCounters.teamId, teams.id))
    .where(and(eq(sessions.id, sql.placeholder("sessionId")), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(asc(memberships.createdAt)),
);

/** The person of a session row that still stands: one query a request, so revoking acts at once. */
export const viewerOfSession = async (sessionId: string, wantedTeam?: string): Promise<Viewer | null> => {
  const rows = await selectSession(db(), { sessionId });
  if (rows[0]?.stale) await db().update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  return toViewer(rows, sessionId, wantedTeam, true);
};

/** The person of a personal token (`bkp_…`): bound to one team, read-only without the scope "write". */
export const viewerOfToken = async (secret: string): Promise<Viewer | null> => {
  const rows = await db()
    .select({ ...person, ...membership, scopes: tokens.scopes, tokenId: tokens.id })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.teamId, tokens.teamId)))
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .leftJoin(liveCounters, eq(liveCounters.teamId, teams.id))
    .where(
      and(
        eq(tokens.tokenHash, hashSecret(secret)),
        isNull(tokens.revokedAt),
        or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)),
      ),
    );
  const [row] = rows;
  if (row) await db().update(tokens).set({ seenAt: sql`now()` }).where(eq(tokens.id, row.tokenId));
  return toViewer(rows, null, undefined, row?.scopes.includes("write") ?? false);
};
