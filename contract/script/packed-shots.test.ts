import { expect, it } from "vitest";
import { packShots, unpackShots } from "./packed-shots";
import { tableContext, tableShot } from "./testing/shots";

it("a packed table comes back as it was, in a fraction of the letters", () => {
  const shots = [
    tableShot(),
    tableShot({
      ...{ id: "sht_2", sequence: "SQ020", cast: [], tasks: {}, environmentId: null, environmentStateId: null },
      ...{ assigneeId: null, lastNote: null, dueOn: null, size: "", angle: "", move: "", lens: "", likeness: 0.42 },
      likenessStale: true,
      picture: { id: "med_1", width: 1920, height: 1080, colour: "#123456" },
    }),
  ];
  const packed = packShots(shots, tableContext.index.words);

  expect(unpackShots(JSON.parse(JSON.stringify(packed)))).toEqual(shots);
  expect(JSON.stringify(packed.rows).length).toBeLessThan(JSON.stringify(shots).length * 0.5);
});
