import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { Recipe } from "../../contract/recipe/recipe";
import { createdAt, id, instant } from "../columns";
import { nodes } from "./nodes";
import { teams } from "./teams";

export type JobState = "ready" | "delayed" | "leased" | "succeeded" | "failed" | "cancelled";

/** One pass to perform. The recipe is frozen here; what it asks of a node stands in columns so that a claim is one statement. */
export const jobs = pgTable(
  "jobs",
  {
    id: id(),
    /** Order within a band and the tie-breaker; public ids are random. */
    seq: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    frameId: text(),
    /** The version the pass starts from; results become its children. */
    versionId: text(),
    /** What the answer belongs to when it is no new version of a frame: a clip, a package picture, a version to be read. */
    subjectId: text(),
    title: text().notNull(),
    pass: text().notNull(),
    passVersion: integer().notNull(),
    recipe: jsonb().$type<Recipe>().notNull(),
    needsVramGb: integer().notNull().default(0),
    needsModels: text().array().notNull().default(sql`'{}'::text[]`),
    roughAllowed: boolean().notNull().default(false),
    /** 2 interactive, 1 normal, 0 batch. */
    band: integer().notNull().default(1),
    state: text().$type<JobState>().notNull().default("ready"),
    runAt: instant().notNull().default(sql`now()`),
    attempt: integer().notNull().default(0),
    maxAttempts: integer().notNull().default(3),
    /** Nodes that failed it; the retry goes elsewhere when it can. */
    failedNodes: text().array().notNull().default(sql`'{}'::text[]`),
    leaseId: text(),
    leaseNodeId: text(),
    leaseUntil: instant(),
    cancelRequestedAt: instant(),
    fraction: real().notNull().default(0),
    progressLabel: text(),
    previewMediaId: text(),
    error: text(),
    errorCause: text(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    unique("jobs_seq").on(t.seq),
    // Partial: a finished job is in none of the hot indexes, so history costs a claim nothing.
    index("jobs_ready").on(t.teamId, t.band.desc(), t.seq).where(sql`state = 'ready'`),
    index("jobs_lease").on(t.leaseUntil).where(sql`state = 'leased'`),
    index("jobs_delayed").on(t.runAt).where(sql`state = 'delayed'`),
    index("jobs_team_recent").on(t.teamId, t.seq.desc()),
    index("jobs_team_finished").on(t.teamId, t.finishedAt.desc()).where(sql`finished_at is not null`),
    index("jobs_frame").on(t.frameId),
    index("jobs_subject").on(t.subjectId).where(sql`subject_id is not null`),
    check("jobs_lease_holds", sql`(state = 'leased') = (lease_id is not null and lease_until is not null)`),
  ],
);

/** One try of one job by one node. Its id is the lease id, the fence of every write it makes. */
export const attempts = pgTable(
  "attempts",
  {
    id: id(),
    jobId: text()
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    n: integer().notNull(),
    nodeId: text()
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    startedAt: createdAt(),
    endedAt: instant(),
    outcome: text().$type<"succeeded" | "failed" | "expired" | "released" | "cancelled" | "revoked">(),
    error: text(),
    /** Seconds the pass itself took on the node; the next job's estimate comes from these. */
    seconds: real(),
  },
  (t) => [unique("attempts_job_n").on(t.jobId, t.n), index().on(t.nodeId, t.startedAt)],
);

export const jobOutputs = pgTable(
  "job_outputs",
  {
    jobId: text()
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    slot: text().notNull(),
    position: integer().notNull().default(0),
    attemptId: text().notNull(),
    mediaId: text().notNull(),
    kind: text().$type<"picture" | "map" | "mask" | "debug">().notNull(),
    label: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.slot, t.position] })],
);
