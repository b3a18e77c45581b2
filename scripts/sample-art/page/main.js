import {
  Box3,
  DoubleSide,
  HemisphereLight,
  MeshStandardMaterial,
  PCFShadowMap,
  PerspectiveCamera,
  PointLight,
  SRGBColorSpace,
  Vector3,
  WebGLRenderer,
} from "three";
import { makeAir, patchMaterial } from "./air.js";
import { makeFigure } from "./cast.js";
import { develop } from "./develop.js";
import { expose } from "./expose.js";
import { LOOKS } from "./looks.js";
import { exposeAround } from "./panorama.js";
import { makeBoom, makeCone, makeLantern } from "./props.js";
import { halton } from "./random.js";
import { buildStudio, STUDIO } from "./studio.js";
import { buildWorld } from "./world.js";

const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
renderer.shadowMap.enabled = true;
renderer.shadowMap.type = PCFShadowMap;
renderer.shadowMap.autoUpdate = false;
renderer.outputColorSpace = SRGBColorSpace;
document.body.append(renderer.domElement);

function addLamp(world, at, shot, power) {
  const light = new PointLight(0xff9a45, power, shot.lampReach ?? 14, 1.7);
  light.castShadow = shot.lampShadow ?? false;
  light.shadow.mapSize.set(512, 512);
  light.shadow.bias = -0.002;
  light.shadow.camera.near = 0.14;
  world.scene.add(light);
  const before = world.jitter;
  world.jitter = (i) => {
    before?.(i);
    light.position.set(
      at.x + (halton(i, 2) - 0.5) * 0.09,
      at.y + (halton(i, 3) - 0.5) * 0.09,
      at.z + (halton(i, 5) - 0.5) * 0.09,
    );
  };
}

function frameBox(group, camera, size) {
  camera.updateMatrixWorld(true);
  const box = new Box3().setFromObject(group, true);
  const lo = [1, 1];
  const hi = [0, 0];
  for (let i = 0; i < 8; i++) {
    const p = new Vector3(
      i & 1 ? box.max.x : box.min.x,
      i & 2 ? box.max.y : box.min.y,
      i & 4 ? box.max.z : box.min.z,
    ).project(camera);
    const xy = [p.x * 0.5 + 0.5, 0.5 - p.y * 0.5];
    for (const k of [0, 1]) {
      lo[k] = Math.min(lo[k], xy[k]);
      hi[k] = Math.max(hi[k], xy[k]);
    }
  }
  const px = [size.width, size.height];
  const a = lo.map((v, k) => Math.max(0, Math.floor(v * px[k]) - 6));
  const b = hi.map((v, k) => Math.min(px[k], Math.ceil(v * px[k]) + 6));
  return { x: a[0], y: a[1], w: b[0] - a[0], h: b[1] - a[1] };
}

function addFlaw(world, flaw, camera, size, air) {
  const group = flaw.kind === "cone" ? makeCone(air) : makeBoom(air);
  group.position.set(...flaw.at);
  group.rotation.set(...(flaw.turn ?? [0, 0, 0]));
  group.scale.setScalar(flaw.scale ?? 1);
  group.updateMatrixWorld(true);
  world.scene.add(group);
  return frameBox(group, camera, size);
}

function makeClay(world, air) {
  const clay = patchMaterial(new MeshStandardMaterial({ color: 0xb4b4b4, roughness: 1, side: DoubleSide }), air, {});
  air.uFogDensity.value = 0.0001;
  world.dome.visible = false;
  const hidden = new Set();
  world.scene.traverse((n) => {
    if (n.isMesh && (n.material.transparent || n.material.isMeshBasicMaterial)) hidden.add(n);
  });
  for (const n of hidden) n.visible = false;
  world.scene.overrideMaterial = clay;
}

/** Draws one picture of the list; returns a PNG data URL, the flaw's box and the heads' places. */
async function renderPicture(shot) {
  const size = { width: shot.width, height: shot.height };
  renderer.setPixelRatio(1);
  renderer.setSize(size.width, size.height);
  const base = shot.studio ? STUDIO : LOOKS[shot.look];
  const look = { ...base };
  if (shot.clay) Object.assign(look, STUDIO, { sunDir: base.sunDir, bounce: 0xb8b4ae, bouncePower: 1.1 });
  const air = makeAir(look);
  const world = shot.studio ? buildStudio(look, air) : buildWorld(look, air, shot.set ?? {});
  world.air = air;
  world.scene.add(new HemisphereLight(0x000000, look.bounce ?? 0xb8b4ae, look.bouncePower ?? 0.5));
  const camera = new PerspectiveCamera(shot.fov, size.width / size.height, 0.05, 1500);
  camera.position.set(...shot.camera);
  camera.lookAt(...shot.target);
  camera.rotateZ(shot.roll ?? 0);
  camera.updateMatrixWorld(true);
  const heads = {};
  for (const pose of shot.cast ?? []) {
    const { figure, lantern, headAt } = await makeFigure(pose.who, air, pose);
    world.scene.add(figure);
    heads[pose.who] = headAt.toArray();
    if (lantern && !shot.clay) addLamp(world, lantern.at, shot, shot.lampPower ?? 5);
  }
  if (shot.lanternAt) {
    const lantern = makeLantern(air);
    lantern.position.set(...shot.lanternAt);
    world.scene.add(lantern);
    if (!shot.clay)
      addLamp(world, new Vector3(...shot.lanternAt).add(new Vector3(0, 0.17, 0)), shot, shot.lampPower ?? 5);
  }
  for (const light of shot.practicals ?? []) addLamp(world, new Vector3(...light.at), shot, light.power);
  const flaw = shot.flaw ? addFlaw(world, shot.flaw, camera, size, air) : null;
  if (shot.clay) makeClay(world, air);
  const focus = shot.focusAt ? new Vector3(...shot.focusAt).applyMatrix4(camera.matrixWorldInverse).z * -1 : 10;
  const sum = shot.around
    ? exposeAround(renderer, world, shot, size)
    : expose(renderer, world, camera, { ...shot, focus }, size);
  const plain = shot.clay ? { bloom: 0, vignette: 0.15, grain: 0, saturation: 0 } : {};
  develop(renderer, sum, size, { exposure: shot.clay ? 0.75 : look.exposure, ...shot.develop, ...plain });
  return { png: renderer.domElement.toDataURL("image/png"), flaw, heads };
}

globalThis.renderPicture = renderPicture;
globalThis.ready = true;
