/** Which film frames a shot holds: the first one's number and how many there are. `Out = In + Frames − 1`. */
export type FrameRange = { frameIn: number; frames: number };
export type RangePart = "in" | "out" | "frames";

export const frameOut = ({ frameIn, frames }: FrameRange): number => frameIn + frames - 1;
