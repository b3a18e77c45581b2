import { createReadStream, existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import ts from "typescript";

const root = path.resolve(import.meta.dirname, "../..");
/** Packages that browser modules here import by name. */
const packages: Readonly<Record<string, string>> = {
  konva: "node_modules/konva/lib/index.js",
  zod: "node_modules/zod/index.js",
};
const page = '<!doctype html><meta charset="utf-8"><title>modules</title><link rel="icon" href="data:,"><body></body>';

export type ModuleServer = { url: string; close: () => void };

/**
 * Serves this repository's TypeScript to a real browser as modules, without bundling: /m/PATH is a module, / an empty
 * page, and `files` are bodies by path. Loopback only.
 */
export async function serveModules(
  files: Readonly<Record<string, { type: string; body: Buffer }>> = {},
): Promise<ModuleServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = files[pathname];
    if (file) send(response, 200, file.type, file.body);
    else if (pathname === "/") send(response, 200, "text/html", page);
    else if (pathname.startsWith("/m/")) void sendModule(response, decodeURIComponent(pathname.slice(3)));
    else send(response, 404, "text/plain", "not here");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

async function sendModule(response: ServerResponse, name: string): Promise<void> {
  const file = [name, `${name}.ts`, `${name}/index.ts`].map((one) => path.join(root, one)).find(isFile);
  if (!file?.startsWith(root + path.sep)) return send(response, 404, "text/plain", `no module ${name}`);
  if (!file.endsWith(".ts")) {
    response.writeHead(200, { "content-type": file.endsWith(".json") ? "application/json" : "text/javascript" });
    createReadStream(file).pipe(response);
    return;
  }
  const { outputText } = ts.transpileModule(await readFile(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
  });
  send(response, 200, "text/javascript", named(outputText));
}

const isFile = (file: string) => existsSync(file) && statSync(file).isFile();

/** A browser knows neither our alias nor package names. */
const named = (code: string): string =>
  code.replace(/((?:from|import)\s*\(?\s*)"([^"]+)"/g, (whole, before: string, name: string) => {
    if (name.startsWith("@/")) return `${before}"/m/${name.slice(2)}"`;
    if (name.startsWith("konva/")) return `${before}"/m/node_modules/${name}.js"`;
    const file = packages[name];
    return file ? `${before}"/m/${file}"` : whole;
  });
