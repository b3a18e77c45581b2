import { apply, type Point, warp } from "../../../geometry/affine";
import { cropMatrix } from "../../../geometry/face";
import { mirrored, type Rgb } from "../../../geometry/pixels";
import { resample } from "../../../geometry/resample";
import type { FoundFace, Report, SearchMode } from "../operations";
import type { FaceDetector, Look } from "./detector";

// Cheap looks first (whole picture, tiles, both turned), then every candidate verified in an upright crop of its own,
// also upside down: without that, faces tilted beyond 90° came out standing on their heads.

type Candidate = { x: number; y: number; side: number; roll: number; score: number };
type Settled = Candidate & { trust: number; left: number; mesh: Point[] };

const wrap = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
const isSame = (a: Candidate, b: Candidate) => Math.hypot(a.x - b.x, a.y - b.y) < Math.max(a.side, b.side) * 0.45;

/** Faces, the strongest first. `fast`: one look at the whole; `upright`: whole and parts, not turned; `auto`: until a stage finds something; `all`: every stage. */
export const searchFaces = async (
  detector: FaceDetector,
  image: Rgb,
  mode: SearchMode,
  report: Report,
): Promise<FoundFace[]> => {
  const whole = [[image.width, image.height]] as const;
  const third = image.width / 3.6;
  const tiles = [
    [image.width / 2, image.height / 2],
    [third, third],
  ] as const;
  const stages = [0, 90, -90, 180].flatMap((angle) => [
    {
      angle,
      sizes: whole,
      label: angle ? `Looking at the picture turned by ${angle}°` : "Looking at the whole picture",
    },
    { angle, sizes: tiles, label: angle ? `Looking at parts turned by ${angle}°` : "Looking at parts of the picture" },
  ]);
  const wanted = mode === "fast" ? stages.slice(0, 1) : mode === "upright" ? stages.slice(0, 2) : stages;
  const faces: Settled[] = [];
  for (const [at, { angle, sizes, label }] of wanted.entries()) {
    report(at / wanted.length, label);
    const found: Candidate[] = [];
    for (const [part, size] of sizes.entries()) {
      const tell = (share: number) => report((at + (part + share) / sizes.length) / wanted.length, label);
      found.push(...(await lookAtTiles(detector, image, angle, size, tell)));
    }
    for (const candidate of strongest(found)) {
      if (faces.some((face) => isSame(face, candidate))) continue;
      const face = await verified(detector, image, candidate);
      if (face && !faces.some((other) => isSame(other, face))) faces.push(face);
    }
    if (mode !== "all" && faces.length) break;
  }
  report(1, "Search finished");
  return strongest(faces).map(toFound);
};

const toFound = ({ x, y, side, roll, trust, mesh }: Settled): FoundFace => {
  const between = (a: number, b: number): Point | undefined => {
    const [p, q] = [mesh[a], mesh[b]];
    return p && q && { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 };
  };
  const [left, right] = [between(33, 133), between(362, 263)];
  return { x, y, side, roll, trust, mesh, by: "human", ...(left && right && { eyes: { left, right } }) };
};

const strongest = <C extends Candidate>(list: readonly C[]): C[] => {
  const kept: C[] = [];
  const order = list.toSorted((a, b) => b.score * Math.sqrt(b.side) - a.score * Math.sqrt(a.side));
  for (const candidate of order) if (!kept.some((other) => isSame(other, candidate))) kept.push(candidate);
  return kept;
};

/** Tiles with 40 % overlap, turned, brought to 256–640 px. */
const lookAtTiles = async (
  detector: FaceDetector,
  image: Rgb,
  angle: number,
  [width, height]: readonly [number, number],
  tell: (share: number) => void,
) => {
  const steps = (full: number, tile: number) => (full > tile ? Math.ceil((full - tile) / (tile * 0.6)) + 1 : 1);
  const [nx, ny] = [steps(image.width, width), steps(image.height, height)];
  const [w, h] = [Math.min(width, image.width), Math.min(height, image.height)];
  const length = Math.max(w, h);
  const size = Math.max(256, Math.min(640, Math.round(length)));
  const found: Candidate[] = [];
  const { small, factor } = reduced(image, length, size);
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const x0 = nx > 1 ? (i * (image.width - w)) / (nx - 1) : 0;
      const y0 = ny > 1 ? (j * (image.height - h)) / (ny - 1) : 0;
      const m = cropMatrix({ x: x0 + w / 2, y: y0 + h / 2, roll: angle }, length, size);
      for (const look of await detector.look(warp(small, size, size, scaled(m, factor)))) {
        const centre = apply(m, look);
        found.push({ ...centre, side: (look.side * length) / size, roll: wrap(look.roll + angle), score: look.score });
      }
      tell((j * nx + i + 1) / (nx * ny));
    }
  }
  return found;
};

/** The warp has no prefilter: a look that shrinks much works on a copy shrunk before. */
const reduced = (image: Rgb, length: number, size: number) => {
  const factor = size / length;
  if (factor > 1 / 1.5) return { small: image, factor: 1 };
  const width = Math.round(image.width * factor);
  return { small: resample(image, width, Math.round(image.height * factor)), factor: width / image.width };
};

const scaled = (m: ReturnType<typeof cropMatrix>, f: number): ReturnType<typeof cropMatrix> =>
  f === 1 ? m : [m[0] * f, m[1] * f, (m[2] + 0.5) * f - 0.5, m[3] * f, m[4] * f, (m[5] + 0.5) * f - 0.5];

const isCentred = ({ x, y, side }: Look) => Math.hypot(x - 128, y - 128) < 45 && side > 80 && side < 190;

/** One look into an upright crop of twice the side, 256 px: a true face is centred and of sane size there. */
const lookUpright = async (detector: FaceDetector, image: Rgb, face: Candidate): Promise<Settled | null> => {
  const length = face.side * 2;
  const m = cropMatrix(face, length, 256);
  const { small, factor } = reduced(image, length, 256);
  const looks = await detector.look(warp(small, 256, 256, scaled(m, factor)));
  const best = looks.filter(isCentred).toSorted((a, b) => b.score - a.score)[0];
  if (!best) return null;
  return {
    ...apply(m, best),
    side: (best.side * length) / 256,
    roll: wrap(face.roll + best.roll),
    score: best.score,
    trust: best.score * best.boxScore,
    left: Math.abs(best.roll),
    mesh: best.mesh.map((point) => apply(m, point)),
  };
};

/** The same crop mirrored: what the network sees lopsided cancels out, and a mirrored picture reads exactly mirrored. */
export const withTurn = async (detector: FaceDetector, image: Rgb, face: FoundFace): Promise<FoundFace> => {
  // A verified face is at its detector's scale here as in the crops it was verified in.
  const length = face.side * 2;
  const m = cropMatrix(face, length, 256);
  const { small, factor } = reduced(image, length, 256);
  const crop = warp(small, 256, 256, scaled(m, factor));
  const [straight, flipped] = [await detector.look(crop), await detector.look(mirrored(crop))].map(
    (looks) => looks.filter(isCentred).toSorted((a, b) => b.score - a.score)[0]?.turn,
  );
  const known = straight ?? (flipped && { yaw: -flipped.yaw, pitch: flipped.pitch });
  if (!known) return face;
  const other = flipped ?? { yaw: -known.yaw, pitch: known.pitch };
  return { ...face, turn: { yaw: (known.yaw - other.yaw) / 2, pitch: (known.pitch + other.pitch) / 2 } };
};

/** Looks twice, the second time at the corrected place; the face must come out upright and sure. */
const settle = async (detector: FaceDetector, image: Rgb, candidate: Candidate): Promise<Settled | null> => {
  const once = await lookUpright(detector, image, candidate);
  const face = once && (await lookUpright(detector, image, once));
  return face && face.left < 15 && face.score > 0.75 ? face : null;
};

/** The mesh fits an inverted face as if upright: the same crop turned by 180° decides. */
const verified = async (detector: FaceDetector, image: Rgb, candidate: Candidate): Promise<Settled | null> => {
  const face = await settle(detector, image, candidate);
  const start = face ?? candidate;
  const turned = await settle(detector, image, { ...start, roll: wrap(start.roll + 180) });
  return turned && (!face || turned.trust > face.trust) ? turned : face;
};
