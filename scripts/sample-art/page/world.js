import { Group, Scene } from "three";
import { makeDome } from "./air.js";
import { makeGround } from "./ground.js";
import { makeLighthouse } from "./lighthouse.js";
import { makeBoat, makeJetty, makeRock, paint } from "./props.js";
import { seeded } from "./random.js";

function scatterRocks(air) {
  const group = new Group();
  const stone = paint(air, 0x56504a, { grain: 0.5, scale: 2.2, wetBelow: 0.5, roughness: 0.7 });
  const clusters = [
    [-9, -13, 7, 1.1],
    [12.5, -15, 8, 1.2],
    [-3.5, -27, 5, 0.8],
    [22, -34, 9, 2],
    [-26, -22, 7, 1.9],
    [5.2, -3.1, 4, 0.34],
    [-2.9, -1.2, 3, 0.2],
  ];
  clusters.forEach(([x, z, count, size], c) => {
    const random = seeded(500 + c);
    for (let i = 0; i < count; i++) {
      const rock = makeRock(700 + c * 20 + i, size * (0.35 + random() * 0.8), stone, 0.55);
      rock.position.set(x + (random() - 0.5) * size * 5, -size * 0.06, z + (random() - 0.5) * size * 3.4);
      group.add(rock);
    }
  });
  return group;
}

function farCoast(air) {
  const group = new Group();
  const stone = paint(air, 0x4a4550, { grain: 0.4, scale: 0.15 });
  const random = seeded(77);
  for (let i = 0; i < 16; i++) {
    const rock = makeRock(900 + i, 14 + random() * 18, stone, 0.28);
    rock.position.set(-150 + i * 9 - random() * 12, -1, -170 - random() * 40 + i * 1.5);
    group.add(rock);
  }
  return group;
}

/** The flats: the same set for every shot; `look` is the time of day, `set` moves or removes pieces. */
export function buildWorld(look, air, set) {
  const scene = new Scene();
  const dome = makeDome(air);
  const ground = makeGround(air, set.wetness ?? 0);
  const boat = makeBoat(air);
  const at = set.boat ?? { at: [-5.2, -0.1, -8.5], turn: [0.03, 0.75, 0.3] };
  boat.position.set(...at.at);
  boat.rotation.set(...at.turn, "YXZ");
  boat.visible = at.visible !== false;
  const jetty = makeJetty(air);
  jetty.position.set(...(set.jetty ?? [8.2, 0, -5]));
  jetty.rotation.y = set.jettyTurn ?? 0.1;
  const lighthouse = makeLighthouse(air, Boolean(set.lit), set.beam);
  lighthouse.position.set(...(set.lighthouse ?? [-15, 0, -58]));
  lighthouse.rotation.y = 0.25;
  scene.add(dome, ground, boat, jetty, lighthouse, scatterRocks(air), farCoast(air));
  return { scene, dome, ground, look };
}
