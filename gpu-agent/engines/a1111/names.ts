import type { A1111State } from "./look";

type Asked = { sampler: string; schedule: string };
/** What is sent, and what had to be changed, in words. `scheduler` undefined: a server that has no such field. */
export type Sampling = { sampler_name: string; scheduler: string | undefined; warnings: string[] };

/** Ours → how such servers call it, and what comes nearest where they do not have it. */
const samplerNames: Readonly<Record<string, readonly string[]>> = {
  restart: ["Restart", "DPM++ 2M", "Euler"],
  dpmpp_2m: ["DPM++ 2M", "Euler"],
  dpmpp_2m_sde: ["DPM++ 2M SDE", "DPM++ SDE", "DPM++ 2M", "Euler"],
  dpmpp_sde: ["DPM++ SDE", "DPM++ 2M SDE", "DPM++ 2M", "Euler"],
  euler: ["Euler"],
  euler_ancestral: ["Euler a", "Euler"],
  ddim: ["DDIM", "Euler"],
};
const scheduleNames: Readonly<Record<string, string>> = {
  ...{ automatic: "Automatic", karras: "Karras", exponential: "Exponential", normal: "Normal", simple: "Simple" },
};

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** The server's names for what a recipe asks. What it does not have is replaced by the nearest, and said (B9, B10). */
export const samplingOf = (
  { sampler, schedule }: Asked,
  { samplers, schedulers }: Pick<A1111State, "samplers" | "schedulers">,
): Sampling => {
  const warnings: string[] = [];
  const wanted = samplerNames[sampler] ?? [sampler, "Euler"];
  const find = (name: string) =>
    samplers.find((each) => same(each.name, name) || each.aliases.some((alias) => same(alias, name)))?.name ??
    // Before 1.9 some are listed with a schedule only: "DPM++ 2M Karras".
    samplers.find((each) => each.name.startsWith(`${name} `) && isSchedule(each.name.slice(name.length + 1)))?.name;
  const [first = "Euler"] = wanted;
  const found = wanted.map(find).find((name) => name !== undefined);
  const sampler_name = found ?? samplers[0]?.name ?? "Euler";
  if (sampler_name !== find(first)) warnings.push(`This server has no ${first} sampler: ${sampler_name} was used.`);
  const name = scheduleNames[schedule] ?? schedule;
  return schedulers
    ? withSchedule(sampler_name, name, schedulers, warnings)
    : withinName(sampler_name, name, samplers, warnings);
};

const isSchedule = (word: string) => Object.values(scheduleNames).some((name) => same(name, word));

const withSchedule = (
  sampler_name: string,
  name: string,
  schedulers: NonNullable<A1111State["schedulers"]>,
  warnings: string[],
): Sampling => {
  const find = (label: string) => schedulers.find((each) => same(each.label, label) || same(each.name, label))?.label;
  const scheduler = find(name) ?? find("Karras");
  if (!find(name)) warnings.push(`This server has no ${name} schedule: ${scheduler ?? "its own"} was used.`);
  return { sampler_name, scheduler, warnings };
};

/** An older server: "DPM++ 2M Karras" is a sampler of its own, and the plain name is the model's own schedule. */
const withinName = (
  sampler_name: string,
  name: string,
  samplers: A1111State["samplers"],
  warnings: string[],
): Sampling => {
  const plain = sampler_name.replace(/ (Karras|Exponential)$/, "");
  const suffix = same(name, "Exponential")
    ? "Exponential"
    : same(name, "Normal") || same(name, "Simple")
      ? ""
      : "Karras";
  const wanted = suffix ? `${plain} ${suffix}` : plain;
  const there = samplers.find((each) => same(each.name, wanted))?.name ?? sampler_name;
  const kept = same(there, wanted) && !same(name, "Simple") && !same(name, "Automatic");
  if (!kept) warnings.push(`This server has no ${name} schedule: ${there} was used.`);
  return { sampler_name: there, scheduler: undefined, warnings };
};
