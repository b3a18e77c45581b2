import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Recipe } from "../../contract/recipe/recipe";
import { createdAt, id, instant } from "../columns";
import { nodes } from "./nodes";
import { teams } from "./teams";

const ofTeam = () =>
  text()
    .notNull()
    .references(() => teams.id, { onDelete: "cascade" });

export type JobState = "blocked" | "held" | "ready" | "delayed" | "leased" | "succeeded" | "failed" | "cancelled";
/** What keeps a job from going though its turn would come. */
export type Hold = "approval" | "person" | "hand";

/** One pass to perform. The recipe is frozen here; what it asks of a node stands in columns so that a claim is one statement. */
export const jobs = pgTable(
  "jobs",
  {
    id: id(),
    /** The last tie-breaker; public ids are random. */
    seq: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    teamId: ofTeam(),
    projectId: text().notNull(),
    frameId: text(),
    /** The version the pass starts from; results become its children. */
    versionId: text(),
    /** What the answer belongs to when it is no new version of a frame: a clip, a package picture, a version to be read. */
    subjectId: text(),
    /** What was submitted in one act. */
    batchId: text(),
    title: text().notNull(),
    pass: text().notNull(),
    passVersion: integer().notNull(),
    recipe: jsonb().$type<Recipe>().notNull(),
    needsVramGb: integer().notNull().default(0),
    needsModels: text().array().notNull().default(sql`'{}'::text[]`),
    roughAllowed: boolean().notNull().default(false),
    /** Only this node may do it. */
    pinnedNodeId: text(),
    /** The requirement class: set by a trigger from the columns above, so that the two cannot disagree. */
    classId: integer().notNull().default(0),
    /** 2 interactive, 1 normal, 0 batch. */
    band: integer().notNull().default(1),
    /** Virtual start tag, in seconds of a GPU: the order within a band. */
    vt: doublePrecision().notNull().default(0),
    /** Seconds it is expected to take: what its person's share is charged. */
    costS: real().notNull().default(10),
    state: text().$type<JobState>().notNull().default("ready"),
    heldFor: text().array().$type<Hold[]>().notNull().default(sql`'{}'::text[]`),
    /** The frame, or the draft's job, whose approval releases it. */
    holdFrameId: text(),
    holdJobId: text(),
    /** Parents that have not succeeded. */
    depsLeft: integer().notNull().default(0),
    hasChildren: boolean().notNull().default(false),
    /** The job whose end without a result took this one along. */
    blamedOn: text(),
    runAt: instant().notNull().default(sql`now()`),
    attempt: integer().notNull().default(0),
    maxAttempts: integer().notNull().default(3),
    /** Nodes that failed it; the retry goes elsewhere when it can. */
    failedNodes: text().array().notNull().default(sql`'{}'::text[]`),
    /** How often it ran out of memory: the node's profile goes down with it. */
    degrade: integer().notNull().default(0),
    leaseId: text(),
    leaseNodeId: text(),
    leaseUntil: instant(),
    /** Claimed in advance by a node that still works on another. */
    leaseAhead: boolean().notNull().default(false),
    cancelRequestedAt: instant(),
    fraction: real().notNull().default(0),
    progressLabel: text(),
    previewMediaId: text(),
    error: text(),
    errorCause: text(),
    /** Megapixels of what it makes or reads: estimates compare like with like. */
    megapixels: real(),
    /** Seconds nodes have spent on it, all tries together. */
    spentS: real().notNull().default(0),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    unique("jobs_seq").on(t.seq),
    // Partial: a finished job is in none of the hot indexes, so history costs a claim nothing.
    index("jobs_line").on(t.teamId, t.band.desc().nullsFirst(), t.vt, t.seq).where(sql`state = 'ready'`),
    index("jobs_class").on(t.classId, t.band.desc().nullsFirst(), t.vt, t.seq).where(sql`state = 'ready'`),
    index("jobs_failed_before").on(t.teamId, t.seq).where(sql`state = 'ready' and failed_nodes <> '{}'`),
    // Not on lease_until: a heartbeat then touches no index. Leased jobs are as few as nodes.
    index("jobs_leased").on(t.teamId, t.vt).where(sql`state = 'leased'`),
    index("jobs_delayed").on(t.runAt).where(sql`state = 'delayed'`),
    index("jobs_person")
      .on(t.teamId, t.createdBy, t.band.desc().nullsFirst(), t.vt)
      .where(sql`state in ('blocked', 'held', 'ready', 'delayed')`),
    index("jobs_hold_frame").on(t.holdFrameId).where(sql`hold_frame_id is not null and held_for <> '{}'`),
    index("jobs_hold_job").on(t.holdJobId).where(sql`hold_job_id is not null and held_for <> '{}'`),
    index("jobs_batch").on(t.batchId).where(sql`batch_id is not null`),
    index("jobs_team_recent").on(t.teamId, t.seq.desc()),
    index("jobs_team_finished").on(t.teamId, t.finishedAt.desc()).where(sql`finished_at is not null`),
    index("jobs_spent").on(t.projectId, t.spentS).where(sql`spent_s > 0`),
    index("jobs_frame").on(t.frameId).where(sql`frame_id is not null`),
    index("jobs_subject").on(t.subjectId).where(sql`subject_id is not null`),
    check("jobs_lease_holds", sql`(state = 'leased') = (lease_id is not null and lease_until is not null)`),
    check("jobs_blocked_waits", sql`state <> 'blocked' or deps_left > 0`),
    check("jobs_ready_is_free", sql`state <> 'ready' or (deps_left = 0 and held_for = '{}')`),
  ],
);

/** An edge: the job starts when the parent has succeeded. Parents exist before their children, so there are no circles. */
export const jobDeps = pgTable(
  "job_deps",
  {
    jobId: text()
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    parentId: text()
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.parentId] }),
    index("job_deps_parent").on(t.parentId),
    check("job_deps_other", sql`job_id <> parent_id`),
  ],
);

/** One act of submitting: many jobs, one undo. */
export const batches = pgTable(
  "batches",
  {
    id: id(),
    teamId: ofTeam(),
    projectId: text().notNull(),
    title: text().notNull(),
    kind: text().$type<"jobs" | "grid" | "plan">().notNull().default("jobs"),
    jobs: integer().notNull(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    undoneAt: instant(),
    undoneBy: text(),
  },
  (t) => [index("batches_team").on(t.teamId, t.createdAt.desc())],
);

/** One row a distinct requirement of a team: nodes are matched with these, never with single jobs. What it asks never changes. */
export const jobClasses = pgTable(
  "job_classes",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    teamId: ofTeam(),
    pass: text().notNull(),
    passVersion: integer().notNull(),
    vramGb: integer().notNull(),
    models: text().array().notNull(),
    roughAllowed: boolean().notNull(),
    projectId: text().notNull(),
    pinnedNodeId: text().notNull().default(""),
    /** Since when no unfinished job has it; kept by a chore. */
    idleSince: instant(),
    /** Given to no new job from here on, and deleted an hour later. */
    retiredAt: instant(),
  },
  (t) => [
    uniqueIndex("job_classes_key")
      .on(t.teamId, t.projectId, t.pass, t.passVersion, t.vramGb, t.models, t.roughAllowed, t.pinnedNodeId)
      .where(sql`retired_at is null`),
    index("job_classes_team").on(t.teamId, t.id),
  ],
);

/** A team's switch for its whole queue. */
export const teamQueues = pgTable("team_queues", {
  teamId: text()
    .primaryKey()
    .references(() => teams.id, { onDelete: "cascade" }),
  pausedAt: instant(),
  pausedBy: text(),
  pausedReason: text(),
  /** Virtual time of the work in service, one clock a band; only ever grows, so an idle share saves up nothing. */
  clocks: doublePrecision().array().notNull().default(sql`'{0,0,0}'::float8[]`),
});

/** What one person has been given of a team's nodes: a clock in weighted seconds for each band. */
export const personShares = pgTable(
  "person_shares",
  {
    teamId: ofTeam(),
    userId: text().notNull(),
    weight: real().notNull().default(1),
    clocks: doublePrecision().array().notNull().default(sql`'{0,0,0}'::float8[]`),
    pausedAt: instant(),
    pausedBy: text(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] })],
);

/** How much more than another project this one gets. No row: 1. */
export const projectShares = pgTable(
  "project_shares",
  {
    teamId: ofTeam(),
    projectId: text().notNull(),
    weight: real().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.projectId] })],
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
    cause: text(),
    error: text(),
    /** Seconds the pass itself took on the node; the next job's estimate comes from these. */
    seconds: real(),
    /** The last lines the node wrote about it. */
    log: text(),
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
    kind: text().$type<"picture" | "map" | "mask" | "mesh" | "clip" | "debug">().notNull(),
    label: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.slot, t.position] })],
);

/**
 * News of jobs that committed with the change itself and have no number yet. Numbering takes a row lock and a NOTIFY,
 * which make commits queue up behind each other, so it is done for many at once right after.
 */
export const jobEvents = pgTable("job_events", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  teamId: text().notNull(),
  jobId: text().notNull(),
  projectId: text().notNull(),
});
