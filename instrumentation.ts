/** Next calls this once when a server process starts. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this word while it builds; no other place needs it.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { noteSocketAddresses } = await import("./server/auth/client-address");
  noteSocketAddresses();
  const { openDoors } = await import("./server/api/open-doors");
  openDoors();
  const { startHousekeeping } = await import("./server/housekeeping");
  startHousekeeping();
}
