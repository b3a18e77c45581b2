import { PassError } from "../engine";

export type EngineErrorKind =
  | "oom"
  | "missing_node"
  | "missing_model"
  | "asset_gone"
  | "bad_input"
  | "cancelled"
  | "interrupted"
  | "lost"
  | "engine_down"
  | "wedged"
  | "missing_output"
  | "node_error";

/** What went wrong on the image server. `node` is our label of the place ("Mei's face"), never the server's number. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly kind: EngineErrorKind;
  readonly node: string | undefined;
  /** Type and message only: the rest of a server's report holds paths, tensors and prompts, and stays on the box. */
  readonly raw: string;

  constructor(kind: EngineErrorKind, raw: string, node?: string) {
    super(node ? `${node}: ${raw}` : raw);
    this.kind = kind;
    this.raw = raw;
    this.node = node;
  }
}

const outOfMemory = /ran out of memory|out of memory|allocation on device|OutOfMemoryError/i;
const wedged = /CUDA error|device-side assert|CUDNN_STATUS|an illegal memory access/i;

/** What an `execution_error` of the server means. */
export const executionError = (type: string, message: string, node?: string): EngineError => {
  const raw = `${type}: ${message.trim()}`.slice(0, 600);
  if (outOfMemory.test(type) || outOfMemory.test(message)) return new EngineError("oom", raw, node);
  if (wedged.test(message)) return new EngineError("wedged", raw, node);
  return new EngineError("node_error", raw, node);
};

export type NodeErrors = Record<
  string,
  { class_type: string; errors: { type: string; message: string; details: string }[] }
>;

const modelInput = /(_name|^ckpt_name|^name)\d?:/;
const loaders = /^Load(Image|Audio|Video)|ImageMask$/;

/** What a refused `POST /prompt` means: the first thing it names decides. */
export const rejection = (
  error: { type: string; message: string; details: string } | undefined,
  nodeErrors: NodeErrors,
  labelOf: (node: string) => string | undefined,
): EngineError => {
  if (error?.type === "invalid_prompt") return new EngineError("missing_node", error.message);
  for (const [node, { class_type, errors }] of Object.entries(nodeErrors))
    for (const { type, message, details } of errors) {
      const raw = `${class_type}: ${message}: ${details}`.slice(0, 600);
      if (type === "custom_validation_failed" && loaders.test(class_type))
        return new EngineError("asset_gone", raw, labelOf(node));
      if (type === "value_not_in_list" && modelInput.test(details))
        return new EngineError("missing_model", raw, labelOf(node));
      return new EngineError("bad_input", raw, labelOf(node));
    }
  return new EngineError("bad_input", error ? `${error.type}: ${error.message} ${error.details}`.trim() : "refused");
};

/** Things people have run into, and what helped. The first that fits is said. */
const hints: readonly [RegExp, string][] = [
  [/MAX_PATH|path too long|WinError 206/i, "Windows: allow long paths, or move the server to a shorter folder."],
  [/no kernel image is available/i, "The server's PyTorch is not built for this GPU: install the matching build."],
  [
    /CUDA error|device-side assert|illegal memory/i,
    "Restart the image server; if it comes again, update the GPU's driver.",
  ],
  [
    /safetensors|HeaderTooLarge|InvalidHeader|Error while deserializing/i,
    "A model file is damaged or cut off: copy it again.",
  ],
  [
    /size mismatch|shapes cannot be multiplied|Sizes of tensors must match/i,
    "A LoRA, ControlNet or VAE is of another family than the model.",
  ],
  [/No module named/i, "A Python package of a node pack is missing: install its requirements."],
];
const hintFor = (raw: string) => hints.find(([seen]) => seen.test(raw))?.[1];

/** The same in the words of the agent, for people. */
export const asPassError = (error: unknown): unknown => {
  if (!(error instanceof EngineError)) return error;
  const at = error.node ? ` at “${error.node}”` : "";
  const hint = hintFor(error.raw);
  const more = hint ? ` ${hint}` : "";
  switch (error.kind) {
    case "oom":
      return new PassError("oom", "elsewhere", `The image server ran out of GPU memory${at}: ${error.raw}`, error);
    case "missing_node":
      return new PassError("missing", "elsewhere", `The image server lacks a node: ${error.raw}`, error);
    case "missing_model":
      return new PassError("missing", "elsewhere", `The image server lacks a model${at}: ${error.raw}`, error);
    case "asset_gone":
      return new PassError("engine", "now", `The image server lost a picture it was given${at}.`, error);
    case "bad_input":
      return new PassError("engine", "never", `The image server refused the graph${at}: ${error.raw}`, error);
    case "cancelled":
      return new PassError("cancelled", "never", "Cancelled", error);
    case "interrupted":
      return new PassError("engine", "now", "Somebody interrupted the image server, again and again.", error);
    case "lost":
      return new PassError("engine", "now", "The image server forgot the job: it was restarted or cleared.", error);
    case "engine_down":
      return new PassError("engine", "elsewhere", `The image server does not answer: ${error.raw}`, error);
    case "wedged":
      return new PassError("engine", "elsewhere", `The image server is stuck${at}: ${error.raw}.${more}`, error);
    case "missing_output":
      return new PassError(
        "engine",
        "now",
        `The image server promised a result and has none${at}: ${error.raw}`,
        error,
      );
    case "node_error":
      return new PassError("engine", "elsewhere", `The image server failed${at}: ${error.raw}.${more}`, error);
  }
};
