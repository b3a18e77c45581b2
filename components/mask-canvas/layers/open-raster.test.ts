import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { encodeRgbaPng } from "@/contract/mask/codec/png";
import { openRaster } from "./open-raster";
import { storeZip } from "./zip";

const text = new TextEncoder();
const png = (seed: number) => Uint8Array.from({ length: 700 + seed }, (_, i) => (i * seed) % 256);

/** The archive's files by the central directory at its end. */
function read(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer);
  const end = zip.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < view.getUint16(end + 10, true); n++) {
    const [size, length, offset] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + length));
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    files.set(name, zip.slice(start, start + size));
    at += 46 + length;
  }
  return files;
}

test("an OpenRaster archive names its kind first, and its layers from the top down", () => {
  const layer = { opacity: 0.5, visible: true, blend: "multiply" as const };
  const zip = openRaster({
    ...{ width: 64, height: 48, merged: png(5), thumbnail: png(6) },
    layers: [
      { ...layer, name: "Picture", png: png(3) },
      { ...layer, name: 'Mara & "Ila" <3', png: png(4), visible: false },
    ],
  });
  // The specification wants these bytes at this place, so that a file can be told without reading it.
  expect(new TextDecoder().decode(zip.subarray(30, 54))).toBe("mimetypeimage/openraster");
  const files = read(zip);
  expect([...files.keys()].slice(0, 2)).toEqual(["mimetype", "stack.xml"]);
  expect(files.get("data/layer001.png")).toEqual(png(4));
  expect(files.get("mergedimage.png")).toEqual(png(5));
  const stack = new TextDecoder().decode(files.get("stack.xml"));
  expect(stack).toContain('w="64" h="48"');
  expect(stack.indexOf("layer001")).toBeLessThan(stack.indexOf("layer000"));
  expect(stack).toContain('name="Mara &amp; &quot;Ila&quot; &lt;3"');
  expect(stack).toContain('visibility="hidden" composite-op="svg:multiply"');
});

test("other programs read the archive, names in any script included", (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "backlot-zip-"));
  try {
    const file = path.join(folder, "a.zip");
    writeFileSync(
      file,
      storeZip([
        { name: "mímetype", bytes: text.encode("hello") },
        { name: "b/c.png", bytes: png(9) },
      ]),
    );
    const script =
      "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),z.namelist());z.extractall(sys.argv[2])";
    let said: string;
    try {
      said = execFileSync("python3", ["-c", script, file, folder], { encoding: "utf8" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return context.skip("no python3 to read it with");
      throw error;
    }
    expect(said.trim()).toBe("None ['mímetype', 'b/c.png']");
    expect(new Uint8Array(readFileSync(path.join(folder, "b/c.png")))).toEqual(png(9));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a picture with transparency keeps the colour of what cannot be seen", async () => {
  const data = Uint8Array.from([10, 20, 30, 0, 40, 50, 60, 255, 70, 80, 90, 1, 100, 110, 120, 254]);
  const made = Buffer.from(await encodeRgbaPng(data, { width: 2, height: 2 }));
  expect([made.readUInt32BE(16), made.readUInt32BE(20), made[24], made[25]]).toEqual([2, 2, 8, 6]);
  const at = made.indexOf("IDAT");
  const rows = inflateSync(made.subarray(at + 4, at + 4 + made.readUInt32BE(at - 4)));
  expect([...rows]).toEqual([0, ...data.subarray(0, 8), 0, ...data.subarray(8)]);
});
