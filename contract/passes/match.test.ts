import { expect, test } from "vitest";
import { type JobAsk, type NodeReport, refusals } from "./match";
import { Offer } from "./offer";

const offer = (pass: string, rest: Record<string, unknown> = {}) =>
  Offer.parse({ pass, version: 1, state: "ready", engine: "native", ...rest });
const job: JobAsk = { pass: "inpaint", version: 1, roughAllowed: false, needs: { vramGb: 8, models: ["checkpoint"] } };
const node: NodeReport = { vramGb: 24, models: ["checkpoint"], offers: [offer("inpaint")] };
const offering = (rest: Record<string, unknown>): NodeReport => ({ ...node, offers: [offer("inpaint", rest)] });

test("a ready node with room and models may run it", () => expect(refusals(job, node)).toEqual([]));

test("a node without the pass, the version, the memory or the model says which", () => {
  expect(refusals({ ...job, pass: "caption" }, node)).toEqual(["does not know caption"]);
  expect(
    refusals({ ...job, version: 3 }, { ...node, offers: [offer("inpaint"), offer("inpaint", { version: 2 })] }),
  ).toEqual(["speaks inpaint 1, 2, the job is version 3"]);
  expect(refusals(job, { ...node, vramGb: 6, models: [] })).toEqual([
    "has 6 GB, the job needs 8 GB",
    "lacks checkpoint",
  ]);
});

test("a missing offer is refused with everything it lacks", () => {
  const missing = [{ what: "an image model" }, { what: "a checkpoint", where: "models/checkpoints" }];
  expect(refusals(job, offering({ state: "missing", missing }))).toEqual(["lacks an image model, a checkpoint"]);
  expect(refusals(job, offering({ state: "missing" }))).toEqual(["lacks something it did not name"]);
});

test("a rough node runs it only when the job allows", () => {
  const rough = { ...offering({ state: "rough" }), vramGb: 0, models: [] };
  expect(refusals(job, rough)).toEqual(["could only do a rough version"]);
  expect(refusals({ ...job, roughAllowed: true }, rough)).toEqual([]);
});

test("a job that asks nothing runs on a node that has nothing", () => {
  const bare: NodeReport = { vramGb: 0, models: [], offers: [offer("patch-fill")] };
  expect(refusals({ pass: "patch-fill", version: 1, roughAllowed: false, needs: {} }, bare)).toEqual([]);
});
