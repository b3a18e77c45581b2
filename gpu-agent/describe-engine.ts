import type { EngineReport, ModelFile } from "../contract/engine/report";
import { a1111Report } from "./passes/a1111/works";
import { allVariants } from "./passes/diffusion/diffusion-work";
import { imageServer, lookAtServer } from "./passes/diffusion/server";
import { hasTrainer } from "./passes/trainer/train-by-command";
import "./passes/registry";

/** What the image server adds to what the node says of itself. */
export type Described = { engine: EngineReport | null; models: string[]; vramGb: number; gpu: string };

/** The role names jobs ask for, from the files that are there: any base that paints counts as a checkpoint. */
const rolesOf = (models: readonly ModelFile[]): string[] => {
  const usable = models.filter(({ unusable }) => unusable === null);
  const roles = new Set<string>(usable.map(({ role }) => role));
  if (roles.has("diffusion-model") && roles.has("text-encoder")) roles.add("checkpoint");
  return [...roles].sort();
};

/** What all servers have between them; the report is ComfyUI's where there is one, as it is preferred. Never rejects. */
export const describeEngine = async (): Promise<Described> => {
  const [servers, other] = await Promise.all([describeComfy(), a1111Report()]);
  // A trainer has its model by the owner's command line: that is the checkpoint its job asks for.
  const comfy = hasTrainer() ? { ...servers, models: [...new Set([...servers.models, "checkpoint"])] } : servers;
  if (!other) return comfy;
  return {
    engine: comfy.engine ?? other,
    models: [...new Set([...comfy.models, ...rolesOf(other.models)])].sort(),
    vramGb: Math.max(comfy.vramGb, other.device.vramGb),
    gpu: comfy.gpu,
  };
};

/** Asks the server at most once a minute. Never rejects: a server that is away has nothing. */
const describeComfy = async (): Promise<Described> => {
  const server = imageServer();
  const looked = await lookAtServer();
  if (!server || !looked.ok) return { engine: null, models: [], vramGb: 0, gpu: "" };
  const report = server.reportOf(looked.state);
  return {
    engine: { ...report, variants: allVariants(looked.state) },
    models: rolesOf(report.models),
    vramGb: report.device.vramGb,
    gpu: report.device.name,
  };
};
