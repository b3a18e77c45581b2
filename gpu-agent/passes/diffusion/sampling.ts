import type { ModelFamily } from "../../../contract/engine/report";

type Asked = { sampler: string; schedule: string; cfg: number; steps: number };
export type Sampling = { sampler_name: string; scheduler: string; cfg: number; steps: number; warnings: string[] };

const scheduleNames: Readonly<Record<string, string>> = {
  ...{ karras: "karras", exponential: "exponential", normal: "normal", simple: "simple" },
};

/** The server's words for what a recipe asks. What core does not know is replaced and said (B9, B10). */
export const samplingOf = (
  family: ModelFamily,
  { sampler, schedule, cfg, steps }: Asked,
  samplers: readonly string[],
): Sampling => {
  const flow = family === "flux" || family === "qwen" || family === "sd3" || family === "wan";
  const warnings: string[] = [];
  const wanted = sampler === "restart" ? (flow ? "euler" : "dpmpp_2m") : sampler;
  const known = samplers.includes(wanted) ? wanted : (samplers[0] ?? "euler");
  if (sampler === "restart" && !flow)
    warnings.push("This server has no Restart sampler: DPM++ 2M with Karras was used.");
  else if (known !== wanted) warnings.push(`This server has no ${wanted} sampler: ${known} was used.`);
  const automatic = flow ? "simple" : "karras";
  return {
    sampler_name: known,
    scheduler: scheduleNames[schedule] ?? automatic,
    // A distilled model takes its guidance with the words; with CFG above 1 it burns.
    cfg: family === "flux" ? 1 : cfg,
    steps,
    warnings,
  };
};
