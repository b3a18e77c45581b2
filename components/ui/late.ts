import { notify } from "@/components/ui/notify";

// biome-ignore lint/suspicious/noExplicitAny: the arguments are those of whichever act is named
type Acts = Record<string, (...args: any[]) => unknown>;
/** Acts that may still be on their way: each answers a promise of what it answers. */
type Late<All extends Acts> = {
  [Name in keyof All]: (...args: Parameters<All[Name]>) => Promise<Awaited<ReturnType<All[Name]>>>;
};

/** Acts whose code is loaded with the first call, or before it with `want`. Calls keep their order. */
export function late<All extends Acts>(load: () => Promise<All>, names: readonly (keyof All)[]) {
  let acts: Promise<All> | undefined;
  const want = () => {
    acts ??= load().catch((error: unknown) => {
      acts = undefined;
      notify({
        title: "That could not be loaded",
        description: "Check the connection to the studio, then do it again.",
        tone: "danger",
      });
      throw error;
    });
    return acts;
  };
  const act =
    (name: keyof All) =>
    async (...args: unknown[]) =>
      (await want())[name]?.(...args);
  return {
    acts: Object.fromEntries(names.map((name) => [name, act(name)])) as unknown as Late<All>,
    want: () => void want().catch(() => {}),
  };
}
