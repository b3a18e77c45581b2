import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import sharp from "sharp";
import { newId } from "../../contract/ids";
import { studio } from "./studio";

type Row = Record<string, unknown>;
const chunks = <T>(rows: T[], size: number) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, n * size + size));

/** `count` pictures of their own, as if they had been uploaded: rows, originals and the thumbnails of 256. */
const makePictures = async (teamId: string, count: number): Promise<Row[]> => {
  const rows: Row[] = [];
  // One drawing per hue, its bytes made different by a comment-like trailer: 10,000 encodes would measure the encoder.
  const drawings = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const noise = Uint8Array.from(
        { length: 64 * 80 * 3 },
        (_, i) => (Math.imul(i + n * 977, 2_654_435_761) >>> 26) + ((n * 37 + i) % 180),
      );
      return sharp(noise, { raw: { width: 64, height: 80, channels: 3 } })
        .resize(205, 256, { kernel: "cubic" })
        .webp({ quality: 80 })
        .toBuffer();
    }),
  );
  for (let n = 0; n < count; n++) {
    const bytes = drawings[n % drawings.length] ?? Buffer.alloc(0);
    const sha256 = createHash("sha256").update(`${n}`).update(bytes).digest("hex");
    const folder = path.join(studio.data, "thumbs", sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    for (const size of [256, 1024]) await writeFile(path.join(folder, `${sha256}-${size}.webp`), bytes);
    rows.push({
      ...{
        id: newId("media"),
        team_id: teamId,
        sha256,
        mime: "image/webp",
        bytes: bytes.length,
        width: 820,
        height: 1024,
      },
      ...{
        has_alpha: false,
        colour: "#6a6a6a",
        name: `picture ${n}.webp`,
        storage: "local",
        storage_key: sha256,
        created_by: "bench",
      },
    });
  }
  return rows;
};

/** What ingest measures on every picture. */
const checksOf = (n: number) => ({
  ...{ width: 820, height: 1024, sharpness: 60 + ((n * 37) % 400), plainBackground: (n % 10) / 10 },
});
const hashOf = (n: number) => createHash("sha256").update(`${n}`).digest("hex").slice(0, 16);

/**
 * A project of 10,000 characters, each with a picture of its own, 2,000 shots, a package of 500 candidates and, of the
 * next character, an empty one.
 */
export const fillWorld = async (teamId: string) => {
  const sql = postgres(studio.databaseUrl, { max: 1, onnotice: () => {} });
  const insert = async (table: string, rows: Row[]) => {
    for (const part of chunks(rows, 2000)) await sql`insert into ${sql(table)} ${sql(part)}`;
  };
  const code = (n: number) => String(n).padStart(5, "0");
  try {
    const base = { team_id: teamId, project_id: newId("project") };
    await insert("projects", [{ id: base.project_id, team_id: teamId, slug: "world", name: "World" }]);
    const pictures = await makePictures(teamId, 10_000);
    await insert("media", pictures);
    const characters = pictures.map((picture, n) => ({
      ...{ id: newId("character"), ...base, code: `C${code(n)}`, name: `Character ${code(n)}`, tier: "extra" },
      hero_media_id: picture.id,
    }));
    await insert("characters", characters);
    const packageId = newId("package");
    await insert(
      "packages",
      [packageId, newId("package")].map((id, n) => ({ id, ...base, character_id: characters[n]?.id, name: "Default" })),
    );
    await insert(
      "package_images",
      pictures.slice(0, 500).map(({ id }, n) => ({
        ...{ id: newId("packageImage"), team_id: teamId, package_id: packageId, media_id: id, position: n + 1 },
        ...{ checks: sql.json(checksOf(n)), phash: hashOf(n) },
      })),
    );
    const sequences = Array.from({ length: 20 }, (_, n) => ({
      id: newId("sequence"),
      ...base,
      code: `SQ${code(n)}`,
      position: n,
    }));
    await insert("sequences", sequences);
    const shots = Array.from({ length: 2000 }, (_, n) => ({
      ...{
        id: newId("shot"),
        ...base,
        sequence_id: sequences[Math.floor(n / 100)]?.id ?? "",
        position: n,
        status: n % 5 ? "wip" : "wfa",
      },
      ...{
        code: `SQ${code(Math.floor(n / 100))}_SH${code(n)}`,
        description: n % 7 ? "They cross the flats" : "Night rain",
      },
    }));
    await insert("shots", shots);
    await sql`analyze`;
    return {
      slug: "world",
      projectId: base.project_id,
      packageCode: "C00000",
      emptyCode: "C00001",
      mediaIds: pictures.map(({ id }) => String(id)),
    };
  } finally {
    await sql.end();
  }
};
