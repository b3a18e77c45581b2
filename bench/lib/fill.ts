import postgres from "postgres";
import { newId } from "../../contract/ids";
import { studio } from "./studio";

type Row = Record<string, unknown>;
const chunks = <T>(rows: T[], size: number) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, n * size + size));
const code = (n: number) => String(n).padStart(4, "0");

/** A project of 1,000 characters, 1,000 shots and 10,000 frames with two versions each, made of the sample's pictures. Returns its slug. */
export const fillBigProject = async (sampleId: string): Promise<string> => {
  const sql = postgres(studio.databaseUrl, { max: 1, onnotice: () => {} });
  const insert = async (table: string, rows: Row[]) => {
    for (const part of chunks(rows, 2000)) await sql`insert into ${sql(table)} ${sql(part)}`;
  };
  try {
    const [sample] = await sql<{ team_id: string }[]>`select team_id from projects where id = ${sampleId}`;
    const pictures = await sql<
      { id: string }[]
    >`select distinct m.id from media m join versions v on v.media_id = m.id where v.project_id = ${sampleId}`;
    if (!sample || pictures.length === 0) throw new Error("the sample project has no pictures to fill with");
    const picture = (n: number) => pictures[n % pictures.length]?.id ?? "";
    const base = { team_id: sample.team_id, project_id: newId("project") };
    await insert("projects", [{ id: base.project_id, team_id: base.team_id, slug: "big", name: "Big" }]);
    const characters = Array.from({ length: 1000 }, (_, n) => ({
      id: newId("character"),
      ...base,
      code: `C${code(n)}`,
      name: `Character ${n}`,
      tier: "extra",
      hero_media_id: picture(n),
    }));
    await insert("characters", characters);
    const sequences = Array.from({ length: 20 }, (_, n) => ({
      id: newId("sequence"),
      ...base,
      code: `SQ${code(n)}`,
      position: n,
    }));
    await insert("sequences", sequences);
    const shots = Array.from({ length: 1000 }, (_, n) => ({
      id: newId("shot"),
      ...base,
      sequence_id: sequences[Math.floor(n / 50)]?.id ?? "",
      code: `SQ${code(Math.floor(n / 50))}_SH${code(n)}`,
      description: "They cross the flats",
      position: n,
      status: "wip",
    }));
    await insert("shots", shots);
    await insert(
      "shot_cast",
      shots.flatMap((shot, n) =>
        [n, n + 1].map((at) => ({
          shot_id: shot.id,
          character_id: characters[at % 1000]?.id ?? "",
          team_id: base.team_id,
        })),
      ),
    );
    const frames = Array.from({ length: 10_000 }, (_, n) => ({
      id: newId("frame"),
      ...base,
      shot_id: shots[Math.floor(n / 10)]?.id ?? "",
      label: String.fromCharCode(65 + (n % 10)),
      position: n % 10,
      status: n % 7 === 0 ? "wfa" : "wip",
      current_version_id: newId("version"),
      last_number: 2,
    }));
    await insert("frames", frames);
    const version = (frame: (typeof frames)[number], n: number) => ({
      ...base,
      frame_id: frame.id,
      state: "accepted",
      origin: "sample",
      media_id: picture(n),
    });
    await insert(
      "versions",
      frames.map((frame, n) => ({ id: frame.current_version_id, number: 2, ...version(frame, n) })),
    );
    await insert(
      "versions",
      frames.map((frame, n) => ({ id: newId("version"), number: 1, ...version(frame, n + 1) })),
    );
    await sql`analyze`;
    return "big";
  } finally {
    await sql.end();
  }
};
