import { PassError } from "../../engines/engine";
import { islandsOf } from "../../geometry/islands";
import type { Grey, Rgb } from "../../geometry/pixels";
import type { GraphBuilder } from "../../graph/builder";
import { needClasses, type Variant } from "../diffusion/variants";
import { askFlorence, florenceOf, needFlorence } from "./florence";
import { type FoundBox, inBox, pointsIn, readBoxes, surestBoxes } from "./found-boxes";
import { atSize, greyOf, type Looker, readPicture, saveMasks, words } from "./look-at";
import { needPackModel, packModels } from "./needs";
import { cutBySam2, sam2Lacks } from "./sam2";
import { loadSam3, sam3Lacks, sam3Of } from "./sam3";

/** What to find: words, or undefined for whatever is in the middle; at most `most` of it. */
export type Sought = { rgb: Rgb; subject: string | undefined; most: number };
export type Found = { masks: Grey[]; scores: (number | null)[] };
/** One way to find things and make a mask of each, from left to right. */
export type Finder = Variant & { find: (painter: Looker, sought: Sought) => Promise<Found> };

const middle = ({ width, height }: Rgb): FoundBox => ({ x0: 0, y0: 0, x1: width, y1: height, score: null });
const gone = () => new PassError("missing", "elsewhere", "The image server does not have its model any more.");
/** Meta's SAM 3 in the core of newer servers: words to masks by itself. */
const sam3: Finder = {
  id: "sam3",
  title: "SAM 3 (core of 2026)",
  lacks: sam3Lacks,
  find: async (painter, { rgb, subject, most }) => {
    const file = sam3Of(painter);
    const picture = await painter.put(rgb);
    const detect = (g: GraphBuilder) => {
      const [model, clip] = loadSam3(g, file);
      const spot = () => g.add("spot", "PrimitiveString", { value: JSON.stringify(pointsIn(middle(rgb)).slice(1)) })[0];
      const what = subject
        ? { conditioning: g.add("words", "CLIPTextEncode", { clip, text: `${subject}:${most}` })[0] }
        : { positive_coords: spot() };
      const how = { threshold: 0.5, refine_iterations: 2, individual_masks: true };
      return g.add("find", "SAM3_Detect", { model, image: readPicture(g, picture), ...what, ...how }, "Looking for it");
    };
    // The boxes first: a server cannot save no masks at all, and the second graph finds the work of the first in its cache.
    const boxes = subject
      ? readBoxes(await words(painter, "find", (g) => detect(g)[1], { to: 0.7 }), rgb)
      : [middle(rgb)];
    if (boxes.length === 0) return { masks: [], scores: [] };
    const { results } = await painter.run({
      ...{ stage: "masks", from: 0.7, to: 1 },
      build: (g) => [saveMasks(g, "save", detect(g)[0], boxes.length)],
    });
    const all = (results.save?.images ?? []).map((rgb) => greyOf(rgb));
    const kept = surestBoxes(boxes, most);
    return {
      masks: kept.flatMap((box) => all[boxes.indexOf(box)] ?? []),
      scores: kept.map(({ score }) => score),
    };
  },
};

/** Florence-2 finds by words, SAM 2 cuts out. Its pack takes boxes from no text, so points go in and boxes bound what comes out. */
const florenceSam2: Finder = {
  id: "florence-sam2",
  title: "Florence-2 and SAM 2 (packs by kijai)",
  lacks: (state) => [...sam2Lacks(state), ...needFlorence(state)],
  find: async (painter, sought) => {
    const { rgb, subject, most } = sought;
    const picture = await painter.put(rgb);
    const boxes = subject ? surestBoxes(await lookFor(painter, picture, rgb, subject), most) : [middle(rgb)];
    if (boxes.length === 0) return { masks: [], scores: [] };
    const asks = boxes.map((box) => {
      const others = boxes.filter((each) => each !== box).flatMap((each) => pointsIn(each).slice(1));
      const outside = others.filter(({ x, y }) => x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1);
      return { keep: pointsIn(box), not: outside };
    });
    const masks = await cutBySam2(painter, picture, asks, subject ? 0.4 : 0);
    return {
      masks: masks.map((mask, at) => inBox(atSize(mask, rgb.width, rgb.height), boxes[at] ?? middle(rgb))),
      scores: boxes.map(({ score }) => score),
    };
  },
};

const lookFor = async (painter: Looker, picture: string, rgb: Rgb, subject: string): Promise<FoundBox[]> => {
  const { state } = painter;
  const model = florenceOf(state);
  if (!model) throw gone();
  painter.uses(model);
  const asked = { model, picture, task: "caption_to_phrase_grounding", text: subject } as const;
  return readBoxes(await words(painter, "find", (g) => askFlorence(g, state, asked)[3], { to: 0.4 }), rgb);
};

const named = (value: string) => new RegExp(`(^|/)${value.split(/[ (]/)[0] ?? value}`, "i");
const sam = {
  role: "segmenter",
  loader: "SAMModelLoader (segment anything)",
  input: "model_name",
  fileOf: named,
  order: [/^sam_hq_vit_h/, /^sam_vit_h/, /^sam_hq/, /^sam_vit/, /^mobile/],
} as const;
const dino = {
  role: "detector",
  loader: "GroundingDinoModelLoader (segment anything)",
  input: "model_name",
  fileOf: named,
  order: [/SwinT/, /SwinB/],
} as const;

/** GroundingDINO and the first SAM: one mask of all there is, taken apart where they do not touch. */
const groundingDino: Finder = {
  id: "grounding-dino",
  title: "GroundingDINO and SAM (comfyui_segment_anything)",
  lacks: (state) => [
    ...needClasses(
      state,
      ["GroundingDinoSAMSegment (segment anything)", sam.loader, dino.loader],
      "comfyui_segment_anything",
    ),
    ...needPackModel(state, sam, {
      what: "a SAM model such as sam_vit_h_4b8939.pth",
      from: "github.com/facebookresearch/segment-anything",
      folder: "models/sams",
    }),
    ...needPackModel(state, dino, {
      what: "a GroundingDINO model such as groundingdino_swint_ogc.pth with its .cfg.py",
      from: "huggingface.co/ShilongLiu/GroundingDINO",
    }),
  ],
  find: async (painter, { rgb, subject, most }) => {
    const [[mask], [detector]] = [packModels(painter.state, sam), packModels(painter.state, dino)];
    if (!mask || !detector) throw gone();
    if (!subject)
      throw new PassError(
        "bad-input",
        "elsewhere",
        "What to find: this node finds by words. Say what lies in the box.",
      );
    painter.uses(mask.file, detector.file);
    const picture = await painter.put(rgb);
    const union = await painter.paint({
      stage: "main",
      build: (g) => {
        const [sam_model] = g.add("load.sam", sam.loader, { model_name: mask.value }, "Loading SAM");
        const [grounding_dino_model] = g.add(
          "load.dino",
          dino.loader,
          { model_name: detector.value },
          "Loading GroundingDINO",
        );
        const given = {
          sam_model,
          grounding_dino_model,
          image: readPicture(g, picture),
          prompt: subject,
          threshold: 0.3,
        };
        const cut = g.add("find", "GroundingDinoSAMSegment (segment anything)", given, "Looking for it");
        return [saveMasks(g, "save", cut[1])];
      },
    });
    const parts = islandsOf(atSize(greyOf(union), rgb.width, rgb.height)).slice(0, most);
    painter.warnings.push(
      "This node makes one mask of things that touch: cut it apart with the brush where it has to be.",
    );
    const masks = parts.toSorted((a, b) => leftOf(a) - leftOf(b));
    return { masks, scores: masks.map(() => null) };
  },
};
const leftOf = ({ width, data }: Grey): number => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < data.length; i++) if ((data[i] ?? 0) > 127) [sum, count] = [sum + (i % width), count + 1];
  return count ? sum / count : 0;
};

/** The best first. */
export const finders: readonly Finder[] = [sam3, florenceSam2, groundingDino];
