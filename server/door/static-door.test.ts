import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { speakPlainly } from "./speak-plainly";
import { staticDoor } from "./static-door";

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-static-"));
  await mkdir(join(folder, "static", "chunks"), { recursive: true });
  await writeFile(join(folder, "static", "chunks", "a1_~b.js"), "const tide = 1;");
  await writeFile(join(folder, "secret.js"), "const secret = 1;");
  const door = staticDoor(join(folder, "static"));
  server = createServer((asked, response) => {
    const elsewhere = () => {
      speakPlainly(asked);
      response.writeHead(404).end(`elsewhere ${asked.headers["accept-encoding"]}`);
    };
    if (!door(asked, response, elsewhere)) elsewhere();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const ask = async (path: string, headers: Record<string, string> = { "accept-encoding": "gzip, br" }) => {
  const { port } = server.address() as AddressInfo;
  // Not fetch: it would take the dots out of the address.
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    request({ host: "127.0.0.1", port, path, headers }, resolve).on("error", reject).end(),
  );
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { headers: response.headers, body: Buffer.concat(parts) };
};

describe("the build's files", () => {
  it("come packed, with their type, to be kept for ever", async () => {
    for (let time = 0; time < 2; time += 1) {
      const { headers, body } = await ask("/_next/static/chunks/a1_~b.js");
      expect(gunzipSync(body).toString()).toBe("const tide = 1;");
      expect(headers).toMatchObject({
        "content-type": "application/javascript; charset=UTF-8",
        "content-encoding": "gzip",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      });
    }
  });

  it.each([
    ["a file that is not there", "/_next/static/chunks/none.js", {}],
    ["a path that climbs", "/_next/static/../secret.js", {}],
    ["a path that climbs in other words", "/_next/static/%2e%2e/secret.js", {}],
    ["another kind of file", "/_next/static/media/inter.woff2", {}],
    ["another address", "/chunks/a1_~b.js", {}],
    ["a part of a file", "/_next/static/chunks/a1_~b.js", { range: "bytes=0-3" }],
    ["a question whether it changed", "/_next/static/chunks/a1_~b.js", { "if-none-match": '"x"' }],
  ])("leave %s to the server behind", async (_what, path, headers) => {
    const { body } = await ask(path, { "accept-encoding": "gzip", ...headers });
    expect(body.toString()).toBe("elsewhere identity");
  });

  it("leave a client without gzip to the server behind", async () => {
    expect((await ask("/_next/static/chunks/a1_~b.js", {})).body.toString()).toBe("elsewhere identity");
  });
});

describe("pages for this machine", () => {
  it("go out as they are; what a proxy asks for is packed", async () => {
    expect((await ask("/p/low-tide")).body.toString()).toBe("elsewhere identity");
    const proxied = { "accept-encoding": "gzip", "x-forwarded-for": "203.0.113.9" };
    expect((await ask("/p/low-tide", proxied)).body.toString()).toBe("elsewhere gzip");
  });
});
