import type { EngineReport, ModelFile } from "../contract/engine/report";
import { allVariants } from "./passes/diffusion/diffusion-work";
import { imageServer, lookAtServer } from "./passes/diffusion/server";
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

/** Asks the server at most once a minute. Never rejects: a server that is away has nothing. */
export const describeEngine = async (): Promise<Described> => {
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
