/** Ends with a plain sentence when Node is too old for the packages. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Backlot needs Node 20.19 or later, this is ${version}. Node 22 or 24 are good choices.`);
  process.exit(1);
}
