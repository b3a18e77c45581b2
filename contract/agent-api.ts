import { z } from "zod";
import { EngineReport } from "./engine/report";
import { idOf } from "./ids";
import { Offer } from "./passes/offer";
import { Recipe } from "./recipe/recipe";

/** Raised when the wire changes in a way an older agent would not understand. */
export const agentProtocol = 1;

/** Seconds. A node that is silent for a whole lease has lost its work; it beats four times in one. */
export const leaseSeconds = 60;
export const heartbeatSeconds = 15;
/** Seconds a claim is held open when there is nothing to do: below the 30–60 s of common proxies. */
export const holdSeconds = 25;
/** Progress of one job travels at most this often. */
export const progressIntervalMs = 500;

/**
 * Why an attempt ended without a result. `fault` says whose it was: three faults of a node in a row pause the node,
 * a fault of the job stays with the job.
 */
export const failCauses = {
  bad_input: { fault: "job", words: "The input cannot be worked on" },
  asset_gone: { fault: "job", words: "An input picture could not be read" },
  missing_model: { fault: "node", words: "The node lacks a model" },
  missing_output: { fault: "node", words: "The pass returned nothing for a promised result" },
  out_of_memory: { fault: "node", words: "The node ran out of memory" },
  timeout: { fault: "node", words: "The pass took longer than it may" },
  engine_down: { fault: "node", words: "The node's engine did not answer" },
  engine_error: { fault: "node", words: "The node's engine failed" },
  rough_refused: { fault: "node", words: "The node could only do a rough version" },
  cancelled: { fault: "nobody", words: "Cancelled" },
  interrupted: { fault: "nobody", words: "The node stopped" },
} as const satisfies Record<string, { fault: "job" | "node" | "nobody"; words: string }>;
export type FailCause = keyof typeof failCauses;
export const failCauseIds = Object.keys(failCauses) as [FailCause, ...FailCause[]];

/** When another try makes sense: on this node, here with less memory, on another one, or not at all. */
export const retryKinds = ["now", "degrade", "elsewhere", "never"] as const;
export type RetryKind = (typeof retryKinds)[number];

/** Leases one node may hold: the job that runs, those claimed ahead, and results that wait for a slow line. */
const holdingMost = 500;
/** No database takes a NUL, neither in text nor in JSON: refused here, or the node would repeat it for ever. */
const hasNul = (value: unknown): boolean => JSON.stringify(value ?? null).includes("\\u0000");
const withoutNul = { error: "holds a NUL character" };
const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes("\0"), withoutNul);
/** Characters of JSON that a result may say about itself. */
const mostFacts = 8_000_000;
const jobId = idOf("job");
const leaseId = idOf("attempt");

export const Pair = z.object({ code: words(40), name: words(120) });
export type Pair = z.infer<typeof Pair>;
/** The token is shown this once; the studio keeps only its hash. */
export type Paired = { nodeId: string; token: string; name: string; studio: string };

/** Why a node takes no work for now: another program uses its GPU, its owner wants it, it failed too often, its disk. */
export const restKinds = ["neighbour", "owner", "faults", "disk"] as const;
export type RestKind = (typeof restKinds)[number];
export const NodeRest = z.object({
  kind: z.enum(restKinds),
  /** What the node does instead, in words that follow its name: "yields to blender". */
  words: words(300),
  how: words(500).default(""),
  /** Seconds until it works again, when it knows. */
  seconds: z.number().min(0).max(86_400).optional(),
});
export type NodeRest = z.infer<typeof NodeRest>;

/** What a node says of itself at start, after a reconnect and when its offers change. */
export const Hello = z.object({
  protocol: z.number().int().min(1),
  agentVersion: words(40),
  platform: words(80),
  gpu: words(160).default(""),
  vramGb: z.number().int().min(0).max(1024).default(0),
  models: z.array(words(200)).max(2000).default([]),
  offers: z
    .array(Offer)
    .max(200)
    .refine((offers) => !hasNul(offers), withoutNul),
  /** The image server beside the node with its models; null: it has none. */
  engine: EngineReport.nullable()
    .refine((engine) => !hasNul(engine), withoutNul)
    .optional(),
  /** Gigabytes; left out when unknown. */
  diskFreeGb: z.number().min(0).optional(),
  ramGb: z.number().min(0).optional(),
  /** Left out: it takes work. */
  rest: NodeRest.optional(),
  /** Leases the node still knows from before it was restarted; all others it held go back to waiting. */
  holding: z.array(leaseId).max(holdingMost).default([]),
});
export type Hello = z.infer<typeof Hello>;
export type HelloReply = { nodeId: string; name: string; leaseSeconds: number; heartbeatSeconds: number };

export const Claim = z.object({
  /** Every lease the node knows of. One it was given but never heard of (a lost answer) is taken back at once. */
  holding: z.array(leaseId).max(holdingMost).default([]),
  /** 0 asks without waiting. */
  holdSeconds: z.number().min(0).max(holdSeconds).default(holdSeconds),
  /** Models in memory now, named as `needs.models` names them: a job that needs them saves their loading. */
  loaded: z.array(words(200)).max(200).default([]),
  /** The node is busy and asks for the next job in advance: its lease runs, its clock does not. */
  ahead: z.boolean().default(false),
});
export type Claim = z.infer<typeof Claim>;

/** One job under one lease. `recipe` holds everything that decides the pixels. */
export const ClaimedJob = z.object({
  jobId,
  leaseId,
  attempt: z.number().int(),
  title: z.string(),
  pass: z.string(),
  passVersion: z.number().int(),
  roughAllowed: z.boolean(),
  /** Models it needs: what the node has in memory from here on. */
  models: z.array(z.string()).optional(),
  /** How often it ran out of memory: 0 as asked, above it the profile that needs less, step by step. */
  degrade: z.number().int().min(0).optional(),
  recipe: Recipe,
});
export type ClaimedJob = z.infer<typeof ClaimedJob>;

const Lease = z.object({ jobId, leaseId });
/** Characters of whole lines a node says of its try since it last did, and what the studio keeps of all of them. */
export const logChars = { said: 4_000, kept: 16_000 } as const;
const said = words(logChars.said).optional();

export const Progress = Lease.extend({
  fraction: z.number().min(0).max(1),
  label: words(200).default(""),
  previewMediaId: idOf("media").nullable().default(null),
});
export type Progress = z.infer<typeof Progress>;

/** The last progress rides along, so a page that opens later sees it. */
export const Heartbeat = Progress.partial({ fraction: true }).extend({
  /** A job claimed in advance that has not begun. The first beat without it starts its clock. */
  waiting: z.boolean().optional(),
  log: said,
});
export type Heartbeat = z.infer<typeof Heartbeat>;
/** `lost`: stop, somebody else has it or will. `cancel`: a person wants it to end. */
export type LeaseReply = { state: "held" | "lost"; cancel: boolean };

export const JobResult = z.object({
  outputs: z.array(z.object({ slot: words(60), mediaId: idOf("media"), label: words(200).default("") })).max(200),
  facts: z
    .record(words(80), z.unknown())
    .refine((facts) => !hasNul(facts), withoutNul)
    .refine((facts) => JSON.stringify(facts).length <= mostFacts, { error: "more than 8 MB are not facts but files" })
    .default({}),
  engine: words(80),
  algorithm: words(200).default(""),
  rough: z.boolean(),
  warnings: z.array(words(500)).max(50).default([]),
  /** Seconds the pass itself took; later estimates come from these. */
  seconds: z.number().min(0).max(10_000_000),
  /** Seconds each model took to load for this job; a model that was loaded already is not named. */
  loads: z.record(words(200), z.number().min(0).max(3600)).optional(),
});
export type JobResult = z.infer<typeof JobResult>;

/** Hashes of finished results; those the studio has need not be sent. */
export const Known = z.object({ sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(200) });
export type Known = z.infer<typeof Known>;
export type KnownReply = { known: { sha256: string; mediaId: string }[] };

export const Complete = Lease.extend({ result: JobResult, log: said });
export type Complete = z.infer<typeof Complete>;
/** `already`: the same attempt was accepted before, a safe repeat. `fenced`: the lease was lost, nothing was kept. */
export type CompleteReply = { outcome: "accepted" | "already" | "fenced" };

export const Fail = Lease.extend({
  cause: z.enum(failCauseIds),
  retry: z.enum(retryKinds),
  message: words(1000),
  log: said,
});
export type Fail = z.infer<typeof Fail>;
export type FailReply = { outcome: "recorded" | "fenced" };

export const Release = Lease.extend({ reason: words(300).default(""), log: said });
export type Release = z.infer<typeof Release>;
