import type { Point } from "../../geometry/affine";
import { alignedFace, alignedSide, faceTensor, unit } from "../../geometry/face-align";
import type { Rgb } from "../../geometry/pixels";
import { PassError } from "../engine";
import { type FaceModel, findFaceModel } from "./face-model";
import { hasRuntime, loadRuntime, type Session } from "./runtime";

/** Turns aligned faces into unit vectors. `sha256` says by which model: only vectors of one model compare. */
export type FaceEmbedder = {
  name: string;
  sha256: string;
  /** The vector of a face by its five points, rounded to six digits; undefined when the points say nothing. */
  embed(picture: Rgb, points: readonly Point[]): Promise<number[] | undefined>;
};

let loaded: { model: FaceModel; session: Promise<Session> } | undefined;

/** The node's face-embedding model, started; undefined when runtime or model is missing. Throws PassError when it fails. */
export const openFaceEmbedder = async (): Promise<FaceEmbedder | undefined> => {
  const model = hasRuntime() ? await findFaceModel() : undefined;
  if (!model) return undefined;
  try {
    const { InferenceSession, Tensor } = await loadRuntime();
    // On the CPU: asking for CUDA where it is not throws instead of falling back, and a face takes milliseconds.
    if (loaded?.model.sha256 !== model.sha256)
      loaded = { model, session: InferenceSession.create(model.file, { executionProviders: ["cpu"] }) };
    const session = await loaded.session;
    return {
      ...{ name: model.name, sha256: model.sha256 },
      embed: async (picture, points) => {
        const face = alignedFace(picture, points);
        if (!face) return undefined;
        const input = new Tensor("float32", faceTensor(face), [1, 3, alignedSide, alignedSide]);
        const given = (await session.run({ [model.input]: input }))[model.output];
        return given && unit(given.data)?.map((value) => Number(value.toFixed(6)));
      },
    };
  } catch (error) {
    loaded = undefined;
    const words = `The face model ${model.name} does not run on this node. Take it out of AGENT_MODELS, or bring another.`;
    throw new PassError("engine", "elsewhere", words, error);
  }
};
