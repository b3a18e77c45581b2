import { controlNet, type Kind, samplers } from "./catalogue";
import type { Body } from "./painting";

/** What the server's own code raises, and what becomes of it on the wire. */
export class Raised extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 500) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export const notFound = () => new Raised("NotFound", "Not Found", 404);
const invalid = (field: string, message: string) => new Raised("RequestValidationError", `${field}: ${message}`, 422);

type Server = { kind: Kind; controlNet: boolean; units: number };

/** Raises what the server raises before a job comes into its queue. Drops the units it has no room for, as it does. */
export const checkBody = (route: string, body: Body, { kind, units, ...has }: Server): void => {
  if (typeof body.prompt !== "string") throw invalid("prompt", "Input should be a valid string");
  if (!Number.isInteger(body.steps)) throw invalid("steps", "Input should be a valid integer");
  if (!samplers[kind].some(({ name }) => name === body.sampler_name))
    throw new Raised("HTTPException", "Sampler not found", kind === "a1111-1.6" ? 404 : 400);
  if (route === "img2img" && !Array.isArray(body.init_images))
    throw new Raised("HTTPException", "Init image not found", 404);
  const scripts = (body.alwayson_scripts ?? {}) as Record<string, { args?: { model: string; module: string }[] }>;
  for (const [name, { args = [] }] of Object.entries(scripts)) {
    if (name.toLowerCase() !== "controlnet" || !has.controlNet)
      throw new Raised("HTTPException", `always on script ${name} not found`, 422);
    for (const { model, module } of args) {
      if (!controlNet.models.includes(model))
        throw new Raised("ValueError", `model(${model}) not found in supported models.`);
      if (!controlNet.modules.includes(module.toLowerCase()))
        throw new Raised("ValueError", `module(${module}) not found in supported modules.`);
    }
    args.splice(units);
  }
};

/** An error as it goes over the wire: Forge hands its own exceptions to FastAPI, A1111 wraps all of them. */
export const answerTo = (error: unknown, kind: Kind): { status: number; body: unknown } => {
  if (!(error instanceof Raised))
    return { status: 500, body: { error: "Exception", detail: "", body: "", errors: String(error) } };
  const { type, message, status } = error;
  if (type === "NotFound") return { status, body: { detail: "Not Found" } };
  if (type === "RequestValidationError") {
    const [field, msg] = message.split(": ");
    return { status, body: { detail: [{ type: "type_error", loc: ["body", field], msg }] } };
  }
  const http = type === "HTTPException";
  if (kind === "forge")
    return { status, body: http ? { detail: message } : { error: type, detail: "", body: "", message } };
  return { status, body: { error: type, detail: http ? message : "", body: "", errors: http ? "" : message } };
};
