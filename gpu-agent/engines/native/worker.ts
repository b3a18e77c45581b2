import { parentPort } from "node:worker_threads";
import { adjusted } from "../../../contract/pixels/colour";
import { canny } from "../../geometry/canny";
import { patchFill } from "../../geometry/patch-fill";
import { resample } from "../../geometry/resample";
import { boxSelect } from "./box-select";
import { facePop } from "./face-pop";
import { findFacesByHuman } from "./faces/human";
import type { FromWorker, NativeOp, NativeOps, Report, ToWorker } from "./operations";

// The thread that does the heavy arithmetic, so that the main thread can renew its lease meanwhile.

type Performers = {
  [Op in NativeOp]: (
    input: NativeOps[Op]["input"],
    report: Report,
  ) => NativeOps[Op]["output"] | Promise<NativeOps[Op]["output"]>;
};

const performers: Performers = {
  "patch-fill": ({ rgb, hole, ...rest }, report) => patchFill(rgb, hole, { ...rest, onRound: report }),
  resample: ({ pixels, width, height }, report) =>
    resample(pixels, width, height, (share) => report(share, `Resampling to ${width} × ${height}`)),
  adjust: ({ rgb, how, mask }, report) => {
    report(0.1, "Measuring colours");
    return adjusted(rgb, how, mask);
  },
  canny: ({ rgb, options }, report) => {
    report(0.1, "Looking for edges");
    return canny(rgb, options);
  },
  "box-select": boxSelect,
  "find-faces": findFacesByHuman,
  "face-pop": facePop,
};

const perform = <Op extends NativeOp>(op: Op, input: NativeOps[Op]["input"], report: Report) =>
  performers[op](input, report);

/** Results are handed over, previews copied: the work goes on with them. */
const send = (message: FromWorker) =>
  parentPort?.postMessage(message, message.kind === "done" ? buffersIn(message) : []);

/** The pixel buffers of a message. */
const buffersIn = (value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] => {
  if (value instanceof Uint8Array) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) buffersIn(part, found);
  return [...found];
};

const failureOf = (error: unknown): { cause: "bad-input" | "oom" | "engine"; message: string } => {
  const message = error instanceof Error ? error.message : "unknown";
  if (error instanceof RangeError && /array (buffer )?(allocation|length)|invalid typed array length/i.test(message)) {
    return { cause: "oom", message: "The node ran out of memory" };
  }
  return { cause: error instanceof RangeError ? "bad-input" : "engine", message };
};

parentPort?.on("message", async ({ id, op, input }: ToWorker) => {
  try {
    const report: Report = (fraction, label, preview) =>
      send({ id, kind: "progress", fraction, label, ...(preview && { preview }) });
    const output = await perform(op, input as never, report);
    send({ id, kind: "done", output });
  } catch (error) {
    send({ id, kind: "failed", ...failureOf(error) });
  }
});
