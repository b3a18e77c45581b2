/** Why a pass could not be done. */
export type PassCause = "bad-input" | "oom" | "engine" | "missing" | "timeout" | "cancelled";
/** When another attempt makes sense: on this node at once, on another node, or not at all. */
export type PassRetry = "now" | "elsewhere" | "never";

/** What went wrong, in words for people: what, where, what to do. Never a path or a stack. */
export class PassError extends Error {
  override readonly name = "PassError";
  override readonly cause: PassCause;
  readonly retry: PassRetry;
  /** The unexpected error behind it, for the node's own log. */
  readonly origin: unknown;

  constructor(cause: PassCause, retry: PassRetry, message: string, origin?: unknown) {
    super(message);
    this.cause = cause;
    this.retry = retry;
    this.origin = origin;
  }
}

/** Something an engine would need and has not: what, where it goes, how to get it. */
export type Wanted = { what: string; where?: string; how?: string };

/** One kind of work an engine knows: what goes in, what comes out, what it shows on the way. */
export type Operation = { input: unknown; output: unknown; preview: unknown };
export type Operations = Record<string, Operation>;

/** `fraction` 0–1 and rising; a preview only where the algorithm has one. */
export type EngineProgress<Preview> = { fraction: number; label: string; preview?: Preview };

export type RunOptions<Preview> = {
  /** Ends the work at once; the promise rejects with the cause "cancelled". */
  signal: AbortSignal;
  /** Longest time the operation may take, in milliseconds; then "timeout". */
  limitMs: number;
  onProgress?: (progress: EngineProgress<Preview>) => void;
};

/** What performs operations: `native` on the CPU here. Only passes know which engine they use. */
export interface Engine<Ops extends Operations> {
  readonly name: string;
  /** What each operation lacks; an empty list: it runs. Loads nothing heavy and asks the network for nothing. */
  probe(): Promise<{ [Op in keyof Ops]: Wanted[] }>;
  /** Rejects with a PassError only. */
  run<Op extends keyof Ops & string>(
    operation: Op,
    input: Ops[Op]["input"],
    options: RunOptions<Ops[Op]["preview"]>,
  ): Promise<Ops[Op]["output"]>;
  /** Gives memory back; the next run starts anew. */
  free(): Promise<void>;
}
