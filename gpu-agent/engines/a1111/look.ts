import type { ModelFile, ModelRole } from "../../../contract/engine/report";
import { wordsOf } from "../../log";
import { familyByWords, inpaintingByName } from "../../models/family";
import type { Wanted } from "../engine";
import {
  ControlNetModels,
  ControlNetModules,
  ControlNetSettings,
  Loras,
  Memory,
  Options,
  Samplers,
  Schedulers,
  SdModels,
  SysInfo,
  Upscalers,
  Vaes,
} from "./answers";
import { type A1111Http, ConnectionError, StatusError } from "./http";

export type Flavour = "Automatic1111" | "Forge" | "reForge";
export type Checkpoint = { file: ModelFile; title: string; hash: string | null };
export type KnownLora = { file: ModelFile; name: string };

/** What is known of a server that answers. */
export type A1111State = {
  flavour: Flavour;
  version: string;
  /** Flags of its command line, without their values. */
  flags: string[];
  options: Readonly<Record<string, unknown>>;
  checkpoints: Checkpoint[];
  loras: KnownLora[];
  /** False: it has no LoRAs at all, not even an empty list. */
  hasLoras: boolean;
  vaes: ModelFile[];
  upscalers: ModelFile[];
  samplers: { name: string; aliases: string[] }[];
  /** Undefined: a server before 1.9, whose samplers carry the schedule in their name. */
  schedulers: { name: string; label: string }[] | undefined;
  /** Undefined: the extension is not there. */
  controlNet: { models: ModelFile[]; modules: string[]; units: number } | undefined;
  vramGb: number;
};
export type Looked = { ok: true; state: A1111State } | { ok: false; lacks: Wanted };

const parse = <T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, value: unknown): T | undefined =>
  value === undefined ? undefined : schema.safeParse(value).data;

/** Asks the server what it is and has. Never rejects: a server that is away or something else is an answer too. */
export const lookAt = async (http: A1111Http): Promise<Looked> => {
  try {
    return { ok: true, state: await stateOf(http) };
  } catch (error) {
    return { ok: false, lacks: await lacksServer(http, error) };
  }
};

const stateOf = async (http: A1111Http): Promise<A1111State> => {
  // The one route every one of them has; it also says whether there is an API, and whether we may use it.
  const options = Options.parse(await http.json("/sdapi/v1/options"));
  const get = (route: string) => http.ifThere(route);
  const [models, samplers, schedulers, loras, vaes, modules, upscalers, memory] = await Promise.all(
    ["sd-models", "samplers", "schedulers", "loras", "sd-vae", "sd-modules", "upscalers", "memory"].map((name) =>
      get(`/sdapi/v1/${name}`),
    ),
  );
  const [controlNet, system] = await Promise.all([controlNetOf(http, options), systemOf(http)]);
  const forge = modules !== undefined || "forge_preset" in options;
  const total = parse(Memory, memory)?.cuda?.system.total ?? 0;
  const known = parse(Loras, loras);
  return {
    flavour: forge ? "Forge" : /^f/.test(system.version) ? "reForge" : "Automatic1111",
    ...system,
    options,
    checkpoints: (parse(SdModels, models) ?? []).map(checkpoint),
    loras: (known ?? []).map(({ name, path }) => ({ name, file: file("lora", `${name}${endingOf(path)}`) })),
    hasLoras: known !== undefined,
    vaes: (parse(Vaes, vaes) ?? parse(Vaes, modules) ?? []).map(({ model_name }) => file("vae", model_name)),
    upscalers: (parse(Upscalers, upscalers) ?? [])
      .filter(({ name }) => name !== "None")
      .map(({ name }) => file("upscaler", name)),
    samplers: parse(Samplers, samplers) ?? [],
    schedulers: parse(Schedulers, schedulers)?.map(({ name, label }) => ({ name, label: label || name })),
    controlNet,
    vramGb: Math.round(total / 1024 ** 3),
  };
};

const controlNetOf = async (
  http: A1111Http,
  options: Readonly<Record<string, unknown>>,
): Promise<A1111State["controlNet"]> => {
  // Forge brings it along without a version route, so the list of models decides.
  const models = parse(ControlNetModels, await http.ifThere("/controlnet/model_list"));
  if (!models) return undefined;
  const [modules, settings] = await Promise.all([
    http.ifThere("/controlnet/module_list"),
    http.ifThere("/controlnet/settings"),
  ]);
  const said = options.control_net_unit_count;
  return {
    models: models.model_list.filter((name) => name !== "None").map((name) => file("controlnet", name)),
    modules: parse(ControlNetModules, modules)?.module_list ?? [],
    units: parse(ControlNetSettings, settings)?.control_net_unit_count ?? (typeof said === "number" ? said : 3),
  };
};

/** Slow on the server's side (it asks git and pip), and absent without its web page: then nothing but the version is missing. */
const systemOf = async (http: A1111Http): Promise<{ version: string; flags: string[] }> => {
  const read = await http.ifThere("/internal/sysinfo", { limitMs: 30_000 }).catch(() => undefined);
  const info = parse(SysInfo, read);
  // Values of flags hold paths and passwords.
  const flags = (info?.Commandline ?? [])
    .filter((word) => /^--[\w-]/.test(word))
    .map((word) => word.split("=")[0] ?? word);
  return { version: info?.Version.slice(0, 60) ?? "", flags };
};

const endingOf = (path: string) => /\.[a-z]+$/i.exec(path)?.[0] ?? ".safetensors";

const file = (role: ModelRole, name: string, sha256: string | null = null): ModelFile => {
  const family = familyByWords(name);
  return {
    ...{ role, file: name.slice(0, 300), family, familyFrom: family ? "name" : null },
    ...{ inpainting: inpaintingByName(name), sha256, bytes: null, unusable: null },
  };
};

const checkpoint = ({
  title,
  hash,
  sha256,
}: {
  title: string;
  hash?: string | null | undefined;
  sha256?: string | null | undefined;
}): Checkpoint => {
  const known = sha256 && /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null;
  return { title, hash: hash ?? null, file: file("checkpoint", title.replace(/ \[[0-9a-f]{8,64}\]$/i, ""), known) };
};

/** Every model file of the server, for the report and the pickers. */
export const modelsOf = (state: A1111State): ModelFile[] => [
  ...state.checkpoints.map((each) => each.file),
  ...state.loras.map((each) => each.file),
  ...state.vaes,
  ...state.upscalers,
  ...(state.controlNet?.models ?? []),
];

const lacksServer = async (http: A1111Http, error: unknown): Promise<Wanted> => {
  const where = "beside this node";
  if (error instanceof ConnectionError)
    return {
      what: `the image server at ${http.host}, which does not answer (${error.message})`.slice(0, 300),
      ...{ where, how: "Start it with --api, or correct A1111_URL; it is noticed within a minute" },
    };
  if (error instanceof StatusError && (error.status === 401 || error.status === 403))
    return {
      what: `access to the image server at ${http.host}: it refuses the user and password`,
      ...{ where, how: "Set A1111_AUTH=user:password as in the server's --api-auth" },
    };
  if (error instanceof StatusError && error.status === 404) {
    const page = await http.text("/internal/ping", { limitMs: 5_000 }).then(
      () => true,
      () => false,
    );
    if (page)
      return {
        what: `the API of the image server at ${http.host}: its page is there, its API is off`,
        ...{ where, how: "Add --api to its command line (COMMANDLINE_ARGS in webui-user) and start it again" },
      };
  }
  return {
    what: `an Automatic1111 or Forge server at ${http.host}: what answers there is something else (${wordsOf(error)})`.slice(
      0,
      300,
    ),
    ...{ where, how: "Correct A1111_URL: usually http://127.0.0.1:7860, and start the server with --api" },
  };
};
