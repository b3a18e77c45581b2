import http from "node:http";
import net from "node:net";

/** A TCP port on 127.0.0.1 that nothing used a moment ago. */
export function anyPort() {
  return new Promise((done, fail) => {
    const server = net.createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const canListen = (port, host) =>
  new Promise((done) => {
    const server = net.createServer();
    server.once("error", () => done(false));
    server.listen(port, host, () => server.close(() => done(true)));
  });

const answers = (port, host) =>
  new Promise((done) => {
    const socket = net.connect({ port, host, timeout: 500 });
    const end = (yes) => {
      socket.destroy();
      done(yes);
    };
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });

/**
 * Can we serve on this port? Listening alone does not tell: macOS lets 127.0.0.1 bind beside a program on *:port,
 * and a program on ::1 alone would get every request for "localhost".
 */
export async function isFree(port, host = "127.0.0.1") {
  if (!(await canListen(port, host))) return false;
  const taken = await Promise.all([answers(port, "127.0.0.1"), answers(port, "::1")]);
  return !taken.includes(true);
}

/** The port asked for, or the first free one of the 20 after it; throws when none is free. */
export async function pickPort(wanted, host = "127.0.0.1", isUsable = isFree) {
  for (let port = wanted; port <= Math.min(wanted + 20, 65_535); port++) if (await isUsable(port, host)) return port;
  throw new Error(`no free port between ${wanted} and ${wanted + 20}: set PORT to one that is free`);
}

/** A port from text such as an environment variable; throws with the reason when it is none. */
export function parsePort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new Error(`PORT must be a whole number from 1 to 65535, not "${text}"`);
  return port;
}

/** Does this address answer 2xx? (Not `fetch`: loading it would cost the launcher 10 MB for good.) */
export function answersOk(url) {
  return new Promise((done) => {
    const request = http.get(url, { agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      done(response.statusCode >= 200 && response.statusCode < 300);
    });
    request.once("error", () => done(false)).once("timeout", () => request.destroy());
  });
}
