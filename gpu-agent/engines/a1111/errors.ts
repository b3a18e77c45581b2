import { PassError } from "../engine";
import { ConnectionError, StatusError } from "./http";

const outOfMemory = /out of memory|OutOfMemory|allocation on device/i;
const notANumber = /NansException|all NaNs/i;
const broken = /CUDA error|device-side assert|CUDNN_STATUS|illegal memory access/i;
const lacksFile = /checkpoint .*not found|no checkpoints found|model .*not found|FileNotFoundError/i;

/** What went wrong on such a server, in words for people and with what to do. Anything else comes back as it is. */
export const asPassError = (error: unknown): unknown => {
  if (error instanceof ConnectionError) {
    const words =
      error.kind === "down" ? "does not answer" : "broke off, and it keeps no results, so the picture is lost";
    return new PassError(
      "engine",
      error.kind === "down" ? "elsewhere" : "now",
      `The image server ${words}: ${error.message}.`,
      error,
    );
  }
  if (!(error instanceof StatusError)) return error;
  const { status, type, words } = error;
  const said = `${type ? `${type}: ` : ""}${words || `status ${status}`}`.replace(/\.$/, "");
  const all = `${type} ${words}`;
  if (outOfMemory.test(all))
    return new PassError(
      "oom",
      "elsewhere",
      `The image server ran out of GPU memory: ${firstSentence(said)}. Make the picture smaller, start the server with --medvram, or use a node with more memory.`,
      error,
    );
  if (notANumber.test(all))
    return new PassError(
      "engine",
      "elsewhere",
      `The image server computed no numbers (NaN) with this model: ${firstSentence(said)}. Start it with --no-half-vae, or with --no-half if that does not help; another VAE may help too.`,
      error,
    );
  if (broken.test(all))
    return new PassError("engine", "elsewhere", `The image server is stuck: ${said}. Restart it.`, error);
  if (status === 401 || status === 403)
    return new PassError(
      "missing",
      "elsewhere",
      "The image server refuses the node's user and password: set A1111_AUTH as in its --api-auth.",
      error,
    );
  if (lacksFile.test(all))
    return new PassError("missing", "elsewhere", `The image server lacks a file: ${said}.`, error);
  if (status === 404 || status === 405)
    return new PassError(
      "missing",
      "elsewhere",
      `The image server does not know what it was asked (${said}): start it with --api, or update it.`,
      error,
    );
  // Our own request was refused: asking again changes nothing, and another node of this age builds the same one.
  if (status === 422 || status === 400)
    return new PassError("engine", "never", `The image server refused the request: ${said}.`, error);
  return new PassError("engine", "elsewhere", `The image server failed: ${said}.`, error);
};

const firstSentence = (words: string): string => words.split(/(?<=[a-z])\. /)[0] ?? words;
