/** Seconds nobody is overtaken by more than, however much loading it saves. */
export const mostBonus = 120;
/** Seconds a model counts for until its loading was measured. */
export const usualLoad = 30;

/** Seconds of loading a job saves on a node that has some of its models in memory already: what it may go ahead by. */
export const warmBonus = (
  models: readonly string[],
  loaded: ReadonlySet<string>,
  loadSeconds: ReadonlyMap<string, number>,
): number => {
  let saved = 0;
  for (const model of models) if (loaded.has(model)) saved += loadSeconds.get(model) ?? usualLoad;
  return Math.min(mostBonus, saved);
};
