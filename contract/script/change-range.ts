import { type FrameRange, frameOut, type RangePart } from "./frame-range";

const mostFrames = 100_000;
const lastNumber = 9_999_999;

/**
 * The range after one of its three numbers was set: In and Out move their end and Frames follows, Frames moves Out.
 * What would hold no frame, or a number below 0, is refused in words.
 */
export function changeRange(range: FrameRange, part: RangePart, value: number): FrameRange | { problem: string } {
  if (!Number.isInteger(value)) return { problem: "Frames are whole numbers, like 1001" };
  if (part === "frames") return checked({ frameIn: range.frameIn, frames: value });
  if (value < 0) return { problem: `Frame numbers start at 0: ${value} is before the first` };
  if (part === "in") {
    const out = frameOut(range);
    if (value > out) return { problem: `In ${value} lies after Out ${out}: set Out first` };
    return checked({ frameIn: value, frames: out - value + 1 });
  }
  if (value < range.frameIn) return { problem: `Out ${value} lies before In ${range.frameIn}: set In first` };
  return checked({ frameIn: range.frameIn, frames: value - range.frameIn + 1 });
}

function checked(range: FrameRange): FrameRange | { problem: string } {
  const { frameIn, frames } = range;
  if (frames < 1)
    return { problem: frames === 0 ? "A shot lasts at least one frame" : `A shot cannot last ${frames} frames` };
  if (frames > mostFrames)
    return { problem: `${frames.toLocaleString("en")} frames are more than a shot may hold (100,000)` };
  if (frameIn + frames - 1 > lastNumber) return { problem: "Frame numbers end at 9,999,999" };
  return range;
}

/**
 * The range after several of its numbers were set at once, as in a pasted row: two of them say the third, and three
 * must agree.
 */
export function setRange(
  range: FrameRange,
  parts: { [part in RangePart]?: number | undefined },
): FrameRange | { problem: string } {
  const { in: first, out: last, frames } = parts;
  if (first !== undefined && last !== undefined) {
    if (frames !== undefined && frames !== last - first + 1)
      return { problem: `Frames ${frames} is not Out ${last} − In ${first} + 1 = ${last - first + 1}` };
    // Moved to where In begins, so that the old Out is in nobody's way.
    return changeRange({ frameIn: first, frames: 1 }, "out", last);
  }
  if (first !== undefined && frames !== undefined) {
    const moved = changeRange({ frameIn: first, frames: 1 }, "in", first);
    return "problem" in moved ? moved : changeRange(moved, "frames", frames);
  }
  if (last !== undefined && frames !== undefined) {
    const start = last - frames + 1;
    if (start < 0) return { problem: `${frames} frames before Out ${last} would start below 0` };
    return changeRange({ frameIn: start, frames: 1 }, "frames", frames);
  }
  if (first !== undefined) return changeRange(range, "in", first);
  if (last !== undefined) return changeRange(range, "out", last);
  return frames === undefined ? range : changeRange(range, "frames", frames);
}
