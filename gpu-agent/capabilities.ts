import { catalogue, passIds } from "../contract/passes/catalogue";
import type { AnyPass } from "../contract/passes/define";
import type { Offer } from "../contract/passes/offer";
import { chooseWork } from "./passes/choose-work";

/** What this node says about every pass of the catalogue: ready, rough or missing, and exactly what is missing.
 *  Cheap (files and hashes, no model is loaded): called at start, at reconnect, and when something was installed. */
export const probeOffers = (): Promise<Offer[]> =>
  Promise.all(
    passIds.map(async (id): Promise<Offer> => {
      const pass: AnyPass = catalogue[id];
      const { work, blocking, improving } = await chooseWork(id);
      const base = { pass: id, version: pass.version };
      if (!work) return { ...base, engine: "native", state: "missing", missing: blocking };
      const state = blocking.length ? "missing" : work.rough ? "rough" : "ready";
      return {
        ...base,
        engine: work.engine,
        state,
        ...(state === "rough" && { rough: work.rough }),
        missing: [...blocking, ...improving].slice(0, 20),
      };
    }),
  );
