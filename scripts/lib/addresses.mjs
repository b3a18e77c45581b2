const EVERYWHERE = new Set(["0.0.0.0", "::"]);
const HERE = new Set(["127.0.0.1", "localhost", "::1"]);
const bracketed = (host) => (host.includes(":") ? `[${host}]` : host);

/** For a server listening on `host`: what a person opens, and how this machine itself reaches it. */
export function addressesOf(host, port) {
  const open = EVERYWHERE.has(host) || HERE.has(host) ? "localhost" : bracketed(host);
  const local = EVERYWHERE.has(host) ? "127.0.0.1" : bracketed(host);
  return { open: `http://${open}:${port}`, local: `http://${local}:${port}` };
}
