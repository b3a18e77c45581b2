import { createRequire } from "node:module";
import type { Wanted } from "../engine";

/** Where OpenCV.js lies, or undefined. Exact version: npm's `latest` tag points at an old one. */
export const openCvFile = (): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve("@techstark/opencv-js");
  } catch {
    return undefined;
  }
};

export const probeBoxSelect = async (): Promise<Wanted[]> =>
  openCvFile()
    ? []
    : [
        {
          what: "the package @techstark/opencv-js",
          where: "on the node, in gpu-agent",
          how: "npm install @techstark/opencv-js@4.12.0-release.1",
        },
      ];
