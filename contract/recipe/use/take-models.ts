import { modelRef } from "../../engine/model-ref";
import { familyTitles } from "../../engine/report";
import type { LoraUse } from "../../passes/diffusion";
import type { Desk } from "./desk";
import { findForeignModel, modelFacts } from "./find-model";

const baseRoles = ["checkpoint", "diffusion-model"] as const;

/** The model it was made with, among those the team's nodes have. */
export const takeModel = (desk: Desk): void => {
  const { settings, models, pass } = desk;
  const { model } = settings;
  if (!model) return;
  const said = [model.name, model.hash].filter(Boolean).join(" · ");
  const field = pass.fields.find((one) => one.model === "checkpoint");
  if (!field) {
    desk.lines.push({ setting: "Model", said, state: "not supported", why: `${pass.title} takes no model by name.` });
    return;
  }
  const found = findForeignModel(model, models, baseRoles);
  if (!found) {
    desk.lines.push({ setting: "Model", said, state: "not supported", why: absent(models.length > 0) });
    return;
  }
  desk.params[field.name] = modelRef(found.model);
  desk.lines.push(
    found.by === "hash"
      ? { setting: "Model", said, state: "taken", became: found.model.file, why: modelFacts(found.model) }
      : {
          ...{ setting: "Model", said, state: "changed", became: found.model.file },
          why: `Found by its name (${modelFacts(found.model)}); the picture does not say which bytes it means.`,
        },
  );
};

const absent = (any: boolean): string =>
  any
    ? "No node has it: copy the file to a node, or choose another model below."
    : "No node has told its models yet: choose one once a node with an image server is there.";

/** A prompt without `<lora:name:weight>`: our passes keep LoRAs apart from the words. */
export const withoutLoras = (text: string): string =>
  text
    .replace(/<lora:[^>]+>/g, "")
    .replace(/[ \t]+,/g, ",")
    .replace(/(, *){2,}/g, ", ")
    .replace(/^[\s,]+|(,\s*)+$/g, "")
    .trim();

/** LoRAs of the other tool into our list. One of another family than the model is not taken (B5). */
export const takeLoras = (desk: Desk): void => {
  const { settings, models, pass, params } = desk;
  if (settings.loras.length === 0) return;
  const known = pass.ownFields.some(({ name }) => name === "loras");
  const base = models.find((model) => modelRef(model) === params.model);
  const uses: LoraUse[] = [];
  for (const { name, weight } of settings.loras) {
    const [setting, said] = [`LoRA ${name}`, String(weight)];
    if (!known) {
      desk.lines.push({ setting, said, state: "not supported", why: `${pass.title} takes no LoRA.` });
      continue;
    }
    const found = findForeignModel({ name, hash: "" }, models, ["lora"]);
    if (!found) {
      desk.lines.push({ setting, said, state: "not supported", why: absent(models.length > 0) });
      continue;
    }
    const { family, file } = found.model;
    if (base?.family && family && base.family !== family) {
      const why = `It is for ${familyTitles[family]}, the model is ${familyTitles[base.family]}.`;
      desk.lines.push({ setting, said, state: "not supported", why });
      continue;
    }
    const kept = Math.min(4, Math.max(-4, weight));
    uses.push({ file: modelRef(found.model), weight: kept });
    desk.lines.push(
      kept === weight
        ? { setting, said, state: "taken", became: file, why: modelFacts(found.model) }
        : { setting, said, state: "changed", became: `${file} ${kept}`, why: "A weight is −4 to 4 here." },
    );
  }
  if (uses.length > 0) params.loras = uses;
};
