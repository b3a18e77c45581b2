import { diffusionNeeds } from "../../../contract/passes/parts";
import type { Unperformed } from "../work";

/** Painting from words: the native engine has no image model and never claims to. */
export const needsImageModel: Unperformed = {
  missing: [
    {
      what: `an engine for image models with ${diffusionNeeds.vramGb} GB of GPU memory (24 GB is comfortable) and a checkpoint`,
      where: "a node with a GPU; this one runs the native engine only",
      how: "Pair a node that offers this pass; it will be picked up by itself",
    },
  ],
};
