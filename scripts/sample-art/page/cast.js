import { AnimationMixer, Box3, BufferAttribute, Group, Quaternion, Vector3 } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { mergeVertices } from "three/addons/utils/BufferGeometryUtils.js";
import { patchMaterial } from "./air.js";
import { makeLantern } from "./props.js";

// Which parts of each CC0 model stay, how tall it stands, and which bone carries the lantern.
const MODELS = {
  mara: {
    file: "Mage.glb",
    height: 1.72,
    hide: ["Spellbook", "Spellbook_open", "1H_Wand", "2H_Staff"],
    hand: "handslotr",
    head: "head",
  },
  pip: { file: "RobotExpressive.glb", height: 1.18, hide: [], hand: "Palm2R", head: "Head" },
};

const loader = new GLTFLoader();
const clean = (name) => name.replace(/[.\s]/g, "").toLowerCase();

function restyle(root, model, air, restyleFor) {
  root.traverse((node) => {
    if (model.hide.some((name) => clean(name) === clean(node.name))) node.visible = false;
    if (!node.isMesh) return;
    node.castShadow = true;
    node.receiveShadow = true;
    node.frustumCulled = false;
    const material = node.material.clone();
    node.material = patchMaterial(material, air, restyleFor(material, node) ?? {});
  });
}

// The model wears violet and magenta; the film wants oilskin ochre and a slate cape. Hue decides, value carries over.
const OILSKIN = /* glsl */ `
{
  vec3 c = diffuseColor.rgb;
  float hi = max(c.r, max(c.g, c.b)), lo = min(c.r, min(c.g, c.b));
  float sat = (hi - lo) / (hi + 1e-4);
  float violet = step(c.g, c.r + .004) * step(c.r, c.b) * smoothstep(.3, .5, sat);
  float magenta = step(c.b, c.r * .75) * step(c.g, c.b * .7) * step(.5, sat);
  float v = smoothstep(.0, .3, hi);
  diffuseColor.rgb = mix(c, mix(vec3(.21, .075, .014), vec3(.9, .45, .065), v), violet * (1. - magenta));
  diffuseColor.rgb = mix(diffuseColor.rgb, mix(vec3(.018, .03, .04), vec3(.085, .15, .18), v), magenta);
}`;

// Pip's eyes are lamps: an amber disc looks out along the head's own forward direction.
const EYES = /* glsl */ `
{
  float f = dot(normalize((inverse(viewMatrix) * vec4(normal, 0.)).xyz), uFace);
  float ring = smoothstep(.76, .83, f) * vEye;
  totalEmissiveRadiance += uEye * (ring * mix(.75, 1.25, smoothstep(.83, .97, f)));
}`;

function tint(who, pose, face) {
  return (material, node) => {
    if (who !== "pip") {
      material.roughness = 0.7;
      return { extra: OILSKIN };
    }
    if (material.name === "Main") material.color.setRGB(0.08, 0.215, 0.285);
    if (material.name === "Grey") material.color.setRGB(0.5, 0.3, 0.17);
    material.roughness = 0.5;
    material.metalness = 0.25;
    if (material.name !== "Black") return { grain: 0.22, scale: 9 };
    material.color.setRGB(0.012, 0.014, 0.018);
    material.roughness = 0.22;
    smoothEyes(node);
    return {
      extraLight: EYES,
      uniforms: { uFace: { value: face }, uEye: { value: new Vector3(...(pose.eyes ?? [1.5, 0.72, 0.2])) } },
    };
  };
}

// Eyes and brows share one mesh: only pieces with many vertices are eyes, and only those glow.
function markEyes(geometry) {
  const count = geometry.attributes.position.count;
  const parent = Array.from({ length: count }, (_, i) => i);
  const find = (i) => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  const index = geometry.index.array;
  for (let i = 0; i < index.length; i += 3) for (const k of [1, 2]) parent[find(index[i + k])] = find(index[i]);
  const sizes = new Map();
  for (let i = 0; i < count; i++) sizes.set(find(i), (sizes.get(find(i)) ?? 0) + 1);
  const marks = Float32Array.from({ length: count }, (_, i) => (sizes.get(find(i)) > 20 ? 1 : 0));
  geometry.setAttribute("aEye", new BufferAttribute(marks, 1));
}

function smoothEyes(node) {
  const bare = node.geometry.clone();
  for (const name of ["normal", "uv"]) bare.deleteAttribute(name);
  delete bare.morphAttributes.normal;
  node.geometry = mergeVertices(bare, 1e-5);
  node.geometry.computeVertexNormals();
  markEyes(node.geometry);
}

/** Loads one figure and poses it: clip + time (seconds), then extra bone turns in radians, then morphs. */
export async function makeFigure(who, air, pose) {
  const model = MODELS[who];
  const gltf = await loader.loadAsync(`/glb/${model.file}`);
  const root = gltf.scene;
  for (const name of pose.hide ?? [])
    root.getObjectByName(name)?.traverse((n) => {
      n.visible = false;
    });
  const face = new Vector3(0, 0, 1);
  restyle(root, model, air, tint(who, pose, face));
  const hat = root.getObjectByName("Mage_Hat");
  if (hat) {
    hat.scale.set(0.88, 0.64, 0.88);
    hat.rotateX(0.05);
    hat.position.y += 0.17;
  }
  root.updateMatrixWorld(true);
  const rest = new Box3().setFromObject(root.getObjectByName("Mage_Head") ?? root, true);
  const scale = model.height / (rest.max.y || 1);
  const headRest =
    root.getObjectByName(who === "pip" ? "Head" : "head")?.getWorldQuaternion(new Quaternion()) ?? new Quaternion();
  const clip = gltf.animations.find((c) => c.name === pose.clip);
  if (!clip)
    throw new Error(`${who} has no clip "${pose.clip}"; it has: ${gltf.animations.map((c) => c.name).join(", ")}`);
  const mixer = new AnimationMixer(root);
  mixer.clipAction(clip).play();
  mixer.setTime(pose.time ?? 0);
  const bones = new Map();
  root.traverse((node) => bones.set(clean(node.name), node));
  for (const [name, [x, y, z]] of Object.entries(pose.turn ?? {})) {
    const bone = bones.get(clean(name));
    if (!bone) throw new Error(`${who} has no bone "${name}"; it has: ${[...bones.keys()].join(", ")}`);
    bone.rotateX(x).rotateY(y).rotateZ(z);
  }
  for (const [name, value] of Object.entries(pose.morph ?? {}))
    root.traverse((n) => {
      if (n.morphTargetDictionary && name in n.morphTargetDictionary)
        n.morphTargetInfluences[n.morphTargetDictionary[name]] = value;
    });
  const figure = new Group();
  root.scale.setScalar(scale);
  figure.add(root);
  figure.position.set(...(pose.at ?? [0, 0, 0]));
  figure.rotation.y = pose.facing ?? 0;
  figure.updateMatrixWorld(true);
  groundFigure(figure, pose.lift ?? 0);
  const lantern = pose.lantern ? hangLantern(figure, bones.get(clean(model.hand)), air) : null;
  const headAt = new Vector3();
  const head = bones.get(clean(model.head));
  head.getWorldPosition(headAt);
  face.set(0, 0, 1).applyQuaternion(head.getWorldQuaternion(new Quaternion()).multiply(headRest.invert()));
  return { figure, lantern, headAt };
}

function groundFigure(figure, lift) {
  const box = new Box3();
  figure.traverse((n) => {
    if (n.isMesh && n.visible && !/Cape|Hat/.test(n.name)) box.expandByObject(n, true);
  });
  figure.position.y += lift - box.min.y;
  figure.updateMatrixWorld(true);
}

// The lantern hangs straight down whatever the wrist does, so it is placed in the figure's space, not the bone's.
function hangLantern(figure, bone, air) {
  const lantern = makeLantern(air);
  const at = new Vector3();
  bone.getWorldPosition(at);
  figure.worldToLocal(at);
  lantern.position.set(at.x, at.y - 0.47, at.z);
  lantern.scale.setScalar(1.12);
  figure.add(lantern);
  figure.updateMatrixWorld(true);
  const light = new Vector3();
  lantern.getWorldPosition(light);
  light.y += 0.18;
  return { group: lantern, at: light };
}
