import type { Params } from "../../passes/active-fields";
import type { DescribedPass } from "../../passes/describe";
import type { ForeignSettings } from "../foreign/settings";
import type { StudioModel } from "./find-model";

/** What became of one setting of another tool. */
export type SettingLine = {
  setting: string;
  /** As the other tool wrote it. */
  said: string;
  state: "taken" | "changed" | "not supported";
  /** As it stands in our form, where it is not what was said. */
  became?: string;
  why?: string;
};

export type TakenForeign = {
  pass: DescribedPass;
  params: Params;
  lines: SettingLine[];
};

export type Desk = {
  pass: DescribedPass;
  settings: ForeignSettings;
  models: readonly StudioModel[];
  params: Params;
  lines: SettingLine[];
};
