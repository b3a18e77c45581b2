import {
  BoxGeometry,
  BufferGeometry,
  CatmullRomCurve3,
  Color,
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  IcosahedronGeometry,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  SphereGeometry,
  TorusGeometry,
  TubeGeometry,
  Vector3,
} from "three";
import { patchMaterial } from "./air.js";
import { seeded } from "./random.js";

export function paint(air, color, options = {}) {
  const { grain = 0.25, scale = 3, wetBelow = 0, ...rest } = options;
  return patchMaterial(new MeshStandardMaterial({ color, roughness: 0.8, ...rest }), air, { grain, scale, wetBelow });
}

function solid(geometry, material, at = [0, 0, 0], turn = [0, 0, 0]) {
  const mesh = new Mesh(geometry, material);
  mesh.position.set(...at);
  mesh.rotation.set(...turn);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  return mesh;
}

export function makeRock(seed, size, material, squash = 0.6) {
  const random = seeded(seed);
  const geometry = new IcosahedronGeometry(1, 5);
  const waves = Array.from({ length: 9 }, (_, i) => ({
    axis: new Vector3(random() - 0.5, random() - 0.5, random() - 0.5).normalize(),
    rate: 1.6 + i * 0.9,
    phase: random() * 6.3,
    size: 0.3 / (1 + i * 0.75),
  }));
  const at = geometry.attributes.position;
  const p = new Vector3();
  for (let i = 0; i < at.count; i++) {
    p.fromBufferAttribute(at, i);
    let r = 1;
    for (const w of waves) r += w.size * (Math.abs(Math.sin(p.dot(w.axis) * w.rate + w.phase)) - 0.5);
    p.multiplyScalar(r);
    at.setXYZ(i, p.x * size, p.y * size * squash, p.z * size);
  }
  geometry.computeVertexNormals();
  return solid(geometry, material, [0, 0, 0], [0, random() * 6.3, 0]);
}

export function makeJetty(air) {
  const group = new Group();
  const wood = paint(air, 0x4d4038, { grain: 0.5, scale: 5, wetBelow: 1.3 });
  const random = seeded(41);
  for (let i = 0; i < 13; i++) {
    for (const side of [-1, 1]) {
      if (random() < 0.13 && i > 0) continue;
      const tall = 1.5 + random() * 0.9 + (i > 8 ? 0.5 : 0);
      const post = solid(new CylinderGeometry(0.1, 0.14, tall + 1, 9), wood);
      post.position.set(side * 1.05 + (random() - 0.5) * 0.14, tall / 2 - 0.5, -i * 3);
      post.rotation.set((random() - 0.5) * 0.14, random() * 3, (random() - 0.5) * 0.16);
      group.add(post);
    }
    if (i % 2 === 0 || i > 7) {
      const beam = solid(
        new BoxGeometry(2.7, 0.16, 0.14),
        wood,
        [0, 1.28, -i * 3 + 0.13],
        [0, 0, (random() - 0.5) * 0.1],
      );
      group.add(beam);
    }
  }
  for (let i = 0; i < 70; i++) {
    if (random() < 0.2) continue;
    const plank = solid(new BoxGeometry(2.3 + random() * 0.25, 0.06, 0.21), wood, [
      (random() - 0.5) * 0.1,
      1.4,
      -21.2 - i * 0.24,
    ]);
    plank.rotation.y = (random() - 0.5) * 0.05;
    plank.rotation.z = (random() - 0.5) * 0.03;
    group.add(plank);
  }
  return group;
}

function hullPoint(u, v, inset) {
  const along = Math.max(-1, Math.min(1, u));
  const full = along > 0 ? 1 - along ** 2.6 : 1 - 0.42 * (-along) ** 2.2;
  const half = (0.78 - inset) * full;
  const sheer = 0.62 + 0.3 * along * along + (along > 0 ? 0.14 * along : 0);
  const strakes = 6;
  const t = Math.abs(v);
  const step = inset ? 0 : 0.028 * (1 - ((t * strakes) % 1));
  const angle = t ** 0.9 * (Math.PI / 2);
  const keel = 0.14 * Math.max(0, along) ** 3;
  const y = keel + inset + (sheer - keel - inset) * (1 - Math.cos(angle)) ** 0.82;
  return [Math.sign(v) * (half * Math.sin(angle) ** 0.75 + step * Math.sin(angle)), y, along * 2.15];
}

function hullShell(inset, tint) {
  const us = 44;
  const vs = 48;
  const at = [];
  const colors = [];
  const index = [];
  const c = new Color();
  for (let i = 0; i <= us; i++) {
    for (let j = 0; j <= vs; j++) {
      const v = (j / vs) * 2 - 1;
      at.push(...hullPoint((i / us) * 2 - 1, v === 0 ? 1e-4 : v, inset));
      c.set(tint(Math.min(5, Math.floor(Math.abs(v) * 6))));
      colors.push(c.r, c.g, c.b);
    }
  }
  for (let i = 0; i < us; i++)
    for (let j = 0; j < vs; j++) {
      const a = i * (vs + 1) + j;
      index.push(a, a + 1, a + vs + 1, a + 1, a + vs + 2, a + vs + 1);
    }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(at, 3));
  geometry.setAttribute("color", new Float32BufferAttribute(colors, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

export function makeBoat(air) {
  const group = new Group();
  const shell = (options) =>
    paint(air, 0xffffff, { vertexColors: true, side: DoubleSide, grain: 0.4, scale: 6, ...options });
  group.add(
    solid(
      hullShell(0, (s) => (s >= 5 ? 0xb9b2a0 : s >= 4 ? 0x2f5f6b : s >= 2 ? 0x2a525e : 0x6d2f26)),
      shell({}),
    ),
  );
  group.add(
    solid(
      hullShell(0.05, (s) => [0x6e5a45, 0x7a634b, 0x715b44, 0x7d664d, 0x6f5942, 0x7a634b][s]),
      shell({}),
    ),
  );
  const wood = paint(air, 0x8a6d4e, { grain: 0.4, scale: 8 });
  for (const side of [-1, 1]) {
    const rail = Array.from({ length: 25 }, (_, i) => new Vector3(...hullPoint((i / 24) * 2 - 1, side, 0)));
    group.add(solid(new TubeGeometry(new CatmullRomCurve3(rail), 60, 0.04, 7), wood));
  }
  const half = (z) => Math.abs(hullPoint(z / 2.15, 0.8, 0.05)[0]);
  for (const z of [-1.25, -0.1, 1]) group.add(solid(new BoxGeometry(half(z) * 2, 0.05, 0.26), wood, [0, 0.47, z]));
  const stern = hullPoint(-1, 1, 0);
  group.add(solid(new BoxGeometry(stern[0] * 1.86, 0.56, 0.06), wood, [0, 0.62, -2.13]));
  group.add(solid(new CylinderGeometry(0.03, 0.03, 2.6, 8), wood, [0.25, 0.62, 0.1], [Math.PI / 2 - 0.05, 0, 0.12]));
  group.add(solid(new CylinderGeometry(0.03, 0.03, 2.6, 8), wood, [-0.22, 0.62, -0.2], [Math.PI / 2 - 0.04, 0, -0.1]));
  return group;
}

export function makeLantern(air, lit = true) {
  const group = new Group();
  const brass = paint(air, 0x8a6a35, { metalness: 0.6, roughness: 0.45, grain: 0.2 });
  group.add(solid(new CylinderGeometry(0.1, 0.115, 0.05, 20), brass, [0, 0, 0]));
  group.add(solid(new CylinderGeometry(0.075, 0.085, 0.06, 20), brass, [0, 0.05, 0]));
  group.add(solid(new ConeGeometry(0.11, 0.1, 20), brass, [0, 0.33, 0]));
  group.add(solid(new CylinderGeometry(0.03, 0.03, 0.05, 12), brass, [0, 0.39, 0]));
  for (let i = 0; i < 4; i++) {
    const a = (i * Math.PI) / 2 + 0.4;
    group.add(
      solid(new CylinderGeometry(0.006, 0.006, 0.24, 6), brass, [Math.cos(a) * 0.09, 0.17, Math.sin(a) * 0.09]),
    );
  }
  group.add(solid(new TorusGeometry(0.08, 0.008, 8, 24, Math.PI), brass, [0, 0.4, 0]));
  const flame = new MeshBasicMaterial({ color: new Color(lit ? 15 : 0.3, lit ? 7.2 : 0.3, lit ? 2.2 : 0.3) });
  const glow = new Mesh(new SphereGeometry(0.055, 20, 16), flame);
  glow.scale.y = 1.5;
  glow.position.y = 0.17;
  group.add(glow);
  for (const part of group.children) part.castShadow = false;
  return group;
}

export function makeCone(air) {
  const group = new Group();
  group.add(solid(new ConeGeometry(0.13, 0.42, 20), paint(air, 0xe4571b, { grain: 0 }), [0, 0.23, 0]));
  group.add(solid(new CylinderGeometry(0.066, 0.086, 0.09, 20), paint(air, 0xf1ede4, { grain: 0 }), [0, 0.24, 0]));
  group.add(solid(new BoxGeometry(0.32, 0.035, 0.32), paint(air, 0xc9481a, { grain: 0 }), [0, 0.02, 0]));
  // No cast shadow: the box that the note marks then holds the whole flaw.
  for (const piece of group.children) piece.castShadow = false;
  return group;
}

export function makeBoom(air) {
  const group = new Group();
  group.add(solid(new CylinderGeometry(0.012, 0.012, 2, 8), paint(air, 0x17181a, { grain: 0 }), [0, 1.16, 0]));
  group.add(solid(new CylinderGeometry(0.055, 0.055, 0.3, 16), paint(air, 0x24262a, { grain: 0.2 }), [0, 0.02, 0]));
  return group;
}
