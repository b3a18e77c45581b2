import type { VariantReport } from "../../../contract/engine/report";
import type { PassId } from "../../../contract/passes/catalogue";
import type { ComfyState } from "../../engines/comfy/comfy-server";
import { PassError, type Wanted } from "../../engines/engine";
import type { PassJob, PassResult, Work } from "../work";
import { BeginAgain, type Less, type Step } from "./ladder";
import { Painter } from "./painter";
import { imageServer, lookAtServer } from "./server";
import { type Variant, variantReports } from "./variants";

type Painted<Id extends PassId> = {
  pass: Id;
  algorithm: string;
  /** Ways to do it, the best first. The first that lacks nothing is used. */
  variants: readonly Variant[];
  /** What a job can do with less memory, beyond tiled decoding. The pass does it by `painter.thrift`. */
  less?: (job: PassJob<Id>) => readonly Less[];
  paint: (painter: Painter<Id>, job: PassJob<Id>, variant: string) => Promise<PassResult<Id>>;
};

const perPass = new Map<PassId, readonly Variant[]>();

/** A pass on the image server: what it lacks is asked of the server, and what it used stands in the facts. */
export const diffusionWork = <Id extends PassId>({ pass, algorithm, variants, less, paint }: Painted<Id>): Work<Id> => {
  perPass.set(pass, variants);
  return {
    engine: "comfyui",
    algorithm,
    probe: async () => {
      const looked = await lookAtServer();
      if (!looked.ok) return { blocking: [looked.lacks] };
      const reports = variants.map((variant) => ({ variant, lacks: variant.lacks(looked.state) }));
      const ready = reports.find(({ lacks }) => lacks.length === 0);
      if (ready) return { blocking: [] };
      const [nearest] = reports.toSorted((a, b) => effortOf(a.lacks) - effortOf(b.lacks));
      return { blocking: nearest?.lacks ?? nothingCan };
    },
    perform: async (job) => {
      const server = imageServer();
      const looked = await lookAtServer();
      if (!server || !looked.ok)
        throw new PassError(
          "engine",
          "elsewhere",
          `This node cannot paint now: it lacks ${looked.ok ? "an image server" : looked.lacks.what}.`,
        );
      const variant = variants.find(({ lacks }) => lacks(looked.state).length === 0);
      if (!variant) throw new PassError("missing", "elsewhere", "The image server cannot do this any more.");
      const ladder = { pass, less: less?.(job) ?? [] };
      for (let step: Step | undefined; ; ) {
        const painter: Painter<Id> = new Painter(job, server, looked.state, { ...ladder, step });
        try {
          return await paint(painter, job, variant.id);
        } catch (error) {
          if (!(error instanceof BeginAgain)) throw error;
          step = error.step;
        }
      }
    },
  };
};

/** A file that belongs into a folder is nearer than a pack or a newer server. */
const effortOf = (lacks: readonly Wanted[]) =>
  lacks.reduce((sum, { where }) => sum + (where?.includes("/") ? 1 : 3), 0);

const nothingCan: Wanted[] = [{ what: "a way to do this" }];

/** Every way of every pass with what it lacks, for the node's report. */
export const allVariants = (state: ComfyState): VariantReport[] =>
  [...perPass].flatMap(([pass, variants]) => variantReports(pass, variants, state));
