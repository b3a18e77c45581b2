import type { Input } from "@/components/trpc";
import type { PackageImage } from "./use-package-store";

/** Where pictures come from, as told for several at once. */
export interface Rights {
  source: string;
  licence: string;
  consent: boolean;
  depicts: PackageImage["depicts"];
}
/** What is told of one picture. */
export type Facts = Input["profiles"]["tell"]["changes"][number]["set"];
