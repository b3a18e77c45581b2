import { PictureDetails } from "./picture-details";
import { SeveralPanel } from "./several-panel";

/** What stands beside the pictures once one is in hand; loaded with the first. */
export const pictureParts = { PictureDetails, SeveralPanel };
