import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { packageFolder } from "../../package-folder";

/** The part of onnxruntime-node used here. */
type Tensor = { data: ArrayLike<number>; dims: readonly number[] };
export type Session = {
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release?(): Promise<void>;
};
type Runtime = {
  InferenceSession: { create(file: string, options: { executionProviders: string[] }): Promise<Session> };
  Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => Tensor;
};

/** A documented add-on, never among the packages installed by default: it weighs 288 MB. */
export const runtimePackage = "onnxruntime-node";

export const hasRuntime = (): boolean => packageFolder(runtimePackage) !== undefined;

/** Loads the runtime. Throws when it is not installed or does not start. */
export const loadRuntime = async (): Promise<Runtime> => {
  // By its file: bundlers must not look for a package that is not in the lock.
  const folder = packageFolder(runtimePackage);
  if (!folder) throw new Error(`The package ${runtimePackage} is not installed`);
  const entry = createRequire(path.join(folder, "package.json")).resolve(runtimePackage);
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as Runtime & { default?: Runtime };
  return loaded.default ?? loaded;
};
