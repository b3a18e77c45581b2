import type { PassId } from "../../contract/passes/catalogue";
import { NativeEngine } from "../engines/native/native";
import type { NativeOp, NativeOps } from "../engines/native/operations";
import type { PassJob } from "./work";

/** The one native engine of this process. Starts nothing until the first operation. */
export const native = new NativeEngine();

type Span = { from?: number; to?: number; limitMs?: number };

/** Runs a native operation as one part of a pass: its progress fills `from`–`to` of the whole. Two minutes at most by default. */
export const runNative = <Op extends NativeOp, Id extends PassId>(
  job: PassJob<Id>,
  op: Op,
  input: NativeOps[Op]["input"],
  { from = 0, to = 1, limitMs = 120_000 }: Span = {},
): Promise<NativeOps[Op]["output"]> =>
  native.run(op, input, {
    signal: job.signal,
    limitMs,
    onProgress: ({ fraction, label, preview }) => job.progress(from + fraction * (to - from), label, preview),
  });
