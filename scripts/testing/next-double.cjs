// Stands in for Next's command line in the launcher's tests: `build` leaves a BUILD_ID, `start` serves. What the
// launcher does with its children is ours and is real; what Next does is tested in the browser.
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");

const [command, ...args] = process.argv.slice(2);
const option = (name) => args[args.indexOf(name) + 1];

if (command === "build") {
  const out = path.resolve(process.env.BACKLOT_DIST);
  fs.mkdirSync(out, { recursive: true });
  fs.rmSync(path.join(out, "BUILD_ID"), { force: true });
  const source = fs.readFileSync("app/page.tsx", "utf8");
  if (source.includes("broken")) {
    console.log("app/page.tsx is broken");
    process.exit(1);
  }
  setTimeout(() => fs.writeFileSync(path.join(out, "BUILD_ID"), source), source.includes("slow") ? 60_000 : 50);
} else {
  const served = fs.readFileSync(path.join(process.env.BACKLOT_DIST, "BUILD_ID"), "utf8");
  const server = http.createServer((request, response) => {
    if (request.url === "/stream") return response.writeHead(200).write("open\n"); // never ends, as an event stream
    if (request.url === "/api/health") return response.end("ok");
    const { NEXTAUTH_URL, NEXT_TELEMETRY_DISABLED, BACKLOT_DATA, BACKLOT_SECRET } = process.env;
    response.end(
      JSON.stringify({ pid: process.pid, served, NEXTAUTH_URL, NEXT_TELEMETRY_DISABLED, BACKLOT_DATA, BACKLOT_SECRET }),
    );
  });
  server.listen(Number(option("-p")), option("-H"));
  process.on("SIGTERM", () => server.close(() => process.exit(143)));
}
