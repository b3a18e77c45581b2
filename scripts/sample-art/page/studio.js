import { BufferGeometry, Color, Float32BufferAttribute, Mesh, MeshStandardMaterial, Scene, Vector3 } from "three";
import { makeDome, patchMaterial } from "./air.js";

const grey = (v, tint = 0) => new Color().setRGB(v * (1 + tint), v, v * (1 - tint));

// A light-neutral cove: even dome, one large soft key from the upper left, no sun disc.
export const STUDIO = {
  zenith: grey(0.95),
  mid: grey(0.8),
  horizon: grey(0.62),
  horizonAway: grey(0.62),
  sunColor: grey(0),
  sunDir: new Vector3(-0.55, 0.75, 0.75).normalize(),
  keyDir: new Vector3(-0.55, 0.75, 0.75).normalize(),
  cloudLit: grey(0.8),
  cloudDark: grey(0.8),
  cloud: 0,
  stars: 0,
  fog: 0.00001,
  key: grey(1, 0.04),
  keyPower: 1.5,
  skyPower: 0.8,
  exposure: 1,
};

export function buildStudio(look, air) {
  const scene = new Scene();
  const dome = makeDome(air);
  const steps = 24;
  const at = [];
  const index = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const a = Math.max(0, t - 0.4) / 0.6;
    const bend = (a * Math.PI) / 2;
    const z = 6 - 8 * Math.min(1, t / 0.4) - Math.sin(bend) * 3;
    const y = (1 - Math.cos(bend)) * 3 + (a > 0.999 ? 6 : 0);
    for (const x of [-14, 14]) at.push(x, y, z);
    if (i) index.push(i * 2 - 2, i * 2 - 1, i * 2, i * 2 - 1, i * 2 + 1, i * 2);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(at, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const cove = new Mesh(
    geometry,
    patchMaterial(new MeshStandardMaterial({ color: 0xc9c7c4, roughness: 1, side: 2 }), air, {}),
  );
  cove.receiveShadow = true;
  scene.add(dome, cove);
  return { scene, dome, look };
}
