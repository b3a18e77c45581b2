// Preloaded into a process whose clock is wrong by CHAOS_SKEW_MS: the wall clock jumps, timers do not.
const skew = Number(process.env.CHAOS_SKEW_MS ?? 0);
if (skew !== 0) {
  const Right = Date;
  const now = () => Right.now() + skew;
  globalThis.Date = class extends Right {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now()]));
    }
    static now = now;
  };
}
