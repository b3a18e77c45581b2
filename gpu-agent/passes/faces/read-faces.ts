import { type FaceReading, type FacesFacts, isSure, type PictureFaces } from "../../../contract/profile/face";
import { PassError } from "../../engines/engine";
import type { FoundFace } from "../../engines/native/operations";
import { readPicture } from "../../engines/native/pixels";
import { type FaceEmbedder, openFaceEmbedder } from "../../engines/onnx/face-embedder";
import { wantedForScores } from "../../engines/onnx/face-model";
import { alignedFace, alignedSide, fivePoints } from "../../geometry/face-align";
import { blank, place, type Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { native, runNative } from "../native-engine";
import type { PassJob, Work } from "../work";

type Job = PassJob<"read-faces">;

/** Longest side that is searched: no face that matters gets lost, and a 12 MP picture takes as long as a small one. */
const searched = 1600;
const detector = "BlazeFace and Face Mesh (MediaPipe)";
const columns = 8;

export const readFaces: Work<"read-faces"> = {
  engine: "native",
  algorithm: "faces and their angles from 468 landmarks, rough; embeddings by the team's own model",
  probe: async () => ({ blocking: (await native.probe())["find-faces"], improving: await wantedForScores() }),
  perform: async (job) => {
    const embedder = await openFaceEmbedder();
    const files = job.files("picture");
    const [pictures, upright, warnings]: [PictureFaces[], Rgb[], string[]] = [[], [], []];
    for (const [at, file] of files.entries()) {
      const name = `Picture ${at + 1} of ${files.length}`;
      try {
        const one = await readOne(job, file, { name, from: at / files.length, to: (at + 1) / files.length, embedder });
        pictures.push(one.reading);
        upright.push(...one.upright);
        if (one.capped)
          warnings.push(`${name}: more faces than can be looked at in one go, some may have been missed.`);
      } catch (error) {
        // One damaged picture does not take the others with it.
        if (!(error instanceof PassError) || error.cause !== "bad-input") throw error;
        pictures.push({ error: error.message });
      }
    }
    const facts: FacesFacts = { detector, model: embedder?.sha256 ?? null, pictures };
    return {
      made: upright.length > 0 ? [{ slot: "sheet" as const, picture: { rgb: sheetOf(upright) } }] : [],
      facts: { ...facts, ...(embedder && { modelName: embedder.name }) },
      warnings,
    };
  },
};

type One = { name: string; from: number; to: number; embedder: FaceEmbedder | undefined };

const readOne = async (job: Job, file: string, { name, from, to, embedder }: One) => {
  const { rgb } = await readPicture(file, name);
  job.signal.throwIfAborted();
  const scale = Math.min(1, searched / Math.max(rgb.width, rgb.height));
  const small = scale < 1 ? resample(rgb, Math.round(rgb.width * scale), Math.round(rgb.height * scale)) : rgb;
  const input = { rgb: small, mode: job.params.search, turns: true };
  const { faces, capped } = await runNative(job, "find-faces", input, { from, to, limitMs: 240_000 });
  const factor = rgb.width / small.width;
  const upright: Rgb[] = [];
  const readings: FaceReading[] = [];
  for (const face of faces) {
    const points = face.mesh && fivePoints(face.mesh)?.map(({ x, y }) => toFull({ x, y }, factor));
    const crop = points && alignedFace(rgb, points);
    if (crop) upright.push(crop);
    const embedding = points && isSure(face) ? await embedder?.embed(rgb, points) : undefined;
    readings.push({ ...readingOf(face, factor), ...(embedding && { embedding }) });
  }
  return { reading: { width: rgb.width, height: rgb.height, faces: readings }, upright, capped };
};

/** Pixel centres sit on integers: index p in the smaller picture is p in the larger one like this. */
const toFull = ({ x, y }: { x: number; y: number }, factor: number) => ({
  x: (x + 0.5) * factor - 0.5,
  y: (y + 0.5) * factor - 0.5,
});

const round = (value: number, digits = 1) => Number(value.toFixed(digits));

/** The box is the mesh's own extent: head from hairline to chin, whatever its tilt. */
const readingOf = ({ x, y, side, roll, trust, turn, mesh = [] }: FoundFace, factor: number): FaceReading => {
  const points =
    mesh.length > 0
      ? mesh
      : [
          { x: x - side / 2, y: y - side / 2 },
          { x: x + side / 2, y: y + side / 2 },
        ];
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const from = toFull({ x: Math.min(...xs), y: Math.min(...ys) }, factor);
  const to = toFull({ x: Math.max(...xs), y: Math.max(...ys) }, factor);
  return {
    box: { x: round(from.x), y: round(from.y), width: round(to.x - from.x), height: round(to.y - from.y) },
    trust: round(Math.min(1, Math.max(0, trust)), 3),
    yaw: round(turn?.yaw ?? 0),
    pitch: round(turn?.pitch ?? 0),
    roll: round(roll),
  };
};

/** Every face as the model sees it, side by side: what a person can check at a glance. */
const sheetOf = (faces: readonly Rgb[]): Rgb => {
  const shown = faces.slice(0, columns * 12);
  const width = Math.min(columns, shown.length) * alignedSide;
  const sheet = blank(width, Math.ceil(shown.length / columns) * alignedSide, 3, 20);
  return shown.reduce(
    (all, face, at) => place(all, face, (at % columns) * alignedSide, Math.floor(at / columns) * alignedSide),
    sheet,
  );
};
