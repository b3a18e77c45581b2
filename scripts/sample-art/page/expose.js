import {
  AddEquation,
  Color,
  CustomBlending,
  DirectionalLight,
  FloatType,
  HalfFloatType,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix4,
  Mesh,
  OneFactor,
  OrthographicCamera,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  Vector3,
  WebGLRenderTarget,
} from "three";
import { halton } from "./random.js";

const quadCamera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
const quad = new Mesh(new PlaneGeometry(2, 2));
const quadScene = new Scene();
quadScene.add(quad);
const quadVertex = "varying vec2 vUv; void main(){ vUv = uv; gl_Position = vec4(position.xy, 0., 1.); }";

function target(width, height, type, mips = false) {
  return new WebGLRenderTarget(width, height, {
    type,
    minFilter: mips ? LinearMipmapLinearFilter : LinearFilter,
    magFilter: LinearFilter,
    generateMipmaps: mips,
  });
}

function draw(renderer, material, to) {
  quad.material = material;
  renderer.setRenderTarget(to);
  renderer.render(quadScene, quadCamera);
}

function shiftedCamera(camera, i, shot, size) {
  const base = camera.clone();
  const px = halton(i, 2) - 0.5;
  const py = halton(i, 3) - 0.5;
  const r = Math.sqrt(halton(i, 5)) * (shot.aperture ?? 0);
  const a = halton(i, 7) * Math.PI * 2;
  const dx = Math.cos(a) * r;
  const dy = Math.sin(a) * r;
  const e = base.projectionMatrix.elements;
  base.translateX(dx).translateY(dy);
  base.updateMatrixWorld(true);
  e[8] += (px * 2) / size.width - (dx * e[0]) / shot.focus;
  e[9] += (py * 2) / size.height - (dy * e[5]) / shot.focus;
  base.projectionMatrixInverse.copy(base.projectionMatrix).invert();
  return base;
}

function mirrored(camera) {
  const m = new PerspectiveCamera();
  m.fov = camera.fov;
  const at = camera.getWorldPosition(new Vector3());
  const to = new Vector3(0, 0, -1).applyMatrix4(new Matrix4().extractRotation(camera.matrixWorld)).add(at);
  const up = new Vector3(0, 1, 0).applyMatrix4(new Matrix4().extractRotation(camera.matrixWorld));
  m.up.set(up.x, -up.y, up.z);
  m.position.set(at.x, -at.y, at.z);
  m.up.negate();
  m.lookAt(to.x, -to.y, to.z);
  m.updateMatrixWorld(true);
  m.projectionMatrix.copy(camera.projectionMatrix);
  m.projectionMatrix.elements[8] = 0;
  m.projectionMatrix.elements[9] = 0;
  m.projectionMatrixInverse.copy(m.projectionMatrix).invert();
  return m;
}

function makeShadowLight(extent, map) {
  const light = new DirectionalLight(0xffffff, 1);
  light.castShadow = true;
  light.shadow.mapSize.set(map, map);
  Object.assign(light.shadow.camera, { left: -extent, right: extent, top: extent, bottom: -extent, near: 1, far: 120 });
  light.shadow.bias = -0.0006;
  light.shadow.normalBias = 0.02;
  return light;
}

function aim(light, direction, centre) {
  light.target.position.copy(centre);
  light.position.copy(centre).addScaledVector(direction, 60);
  light.target.updateMatrixWorld();
  light.updateMatrixWorld();
}

function domeDirection(i) {
  const u = halton(i, 2);
  const a = halton(i, 3) * Math.PI * 2 + 1;
  const r = Math.sqrt(u);
  return new Vector3(Math.cos(a) * r, Math.sqrt(Math.max(0.02, 1 - u)), Math.sin(a) * r).normalize();
}

const smooth = (a, b, x) => {
  const t = Math.min(1, Math.max(0, (x - a) / (b - a)));
  return t * t * (3 - 2 * t);
};

function skyTint(look, d) {
  const h = Math.max(d.y, 0);
  const flat = new Vector3(d.x, 0, d.z).normalize();
  const sun = new Vector3(look.sunDir.x, 0, look.sunDir.z).normalize();
  const az = (0.5 + 0.5 * flat.dot(sun)) ** 3;
  const c = new Color().copy(look.horizonAway).lerp(look.horizon, az);
  c.lerp(look.mid, smooth(0, 0.26, h)).lerp(look.zenith, smooth(0.12, 0.75, h));
  // The sky lights the set a little greyer than it looks: pure blue turns ochre cloth green.
  const grey = 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
  return c.lerp(new Color(grey * 1.12, grey, grey * 0.93), 0.72);
}

const copyMaterial = new ShaderMaterial({
  uniforms: { uMap: { value: null }, uWeight: { value: 1 } },
  vertexShader: quadVertex,
  fragmentShader:
    "varying vec2 vUv; uniform sampler2D uMap; uniform float uWeight; void main(){ gl_FragColor = min(texture2D(uMap, vUv), vec4(40.)) * uWeight; }",
  transparent: true,
  blending: CustomBlending,
  blendSrc: OneFactor,
  blendDst: OneFactor,
  blendEquation: AddEquation,
  depthTest: false,
});

/**
 * Averages many cheap renders, each with its own lens point, sun point and patch of sky: soft shadows,
 * sky occlusion, depth of field and smooth edges come out of the same sum. Returns a linear HDR target.
 */
export function expose(renderer, world, camera, shot, size) {
  const { scene, look } = world;
  const one = target(size.width, size.height, HalfFloatType);
  const sum = target(size.width, size.height, FloatType);
  const mirror = world.ground ? target(size.width >> 1, size.height >> 1, HalfFloatType) : null;
  const key = makeShadowLight(shot.shadowExtent ?? 16, 2048);
  const sky = makeShadowLight(shot.shadowExtent ?? 16, 1024);
  sky.shadow.radius = 4;
  scene.add(key, key.target, sky, sky.target);
  const centre = new Vector3(...(shot.centre ?? [0, 0, -4]));
  const samples = shot.samples;
  renderer.setRenderTarget(sum);
  renderer.setClearColor(0, 0);
  renderer.clear();
  for (let i = 0; i < samples; i++) {
    const spread = shot.sunSpread ?? 0.03;
    const toSun = look.keyDir ?? look.sunDir;
    const sunAt = toSun.clone();
    sunAt.y = Math.max(sunAt.y, look.keyLow ?? 0.2);
    sunAt
      .add(new Vector3(halton(i, 3) - 0.5, halton(i, 5) - 0.5, halton(i, 7) - 0.5).multiplyScalar(spread * 2))
      .normalize();
    aim(key, sunAt, centre);
    key.color.copy(look.key);
    key.intensity = look.keyPower;
    const d = domeDirection(i);
    aim(sky, d, centre);
    sky.color.copy(skyTint(look, d));
    sky.intensity = look.skyPower * Math.PI;
    world.jitter?.(i);
    const lens = shiftedCamera(camera, i, shot, size);
    if (mirror && !shot.clay && i % 2 === 0) reflect(renderer, world, camera, mirror, i);
    renderer.shadowMap.needsUpdate = true;
    renderer.setRenderTarget(one);
    renderer.setClearColor(shot.clay ? 0x8d8d8d : 0, 1);
    renderer.clear();
    renderer.render(scene, lens);
    copyMaterial.uniforms.uMap.value = one.texture;
    copyMaterial.uniforms.uWeight.value = 1 / samples;
    renderer.autoClear = false;
    draw(renderer, copyMaterial, sum);
    renderer.autoClear = true;
  }
  one.dispose();
  mirror?.dispose();
  // A panorama exposes its scene six times.
  scene.remove(key, key.target, sky, sky.target);
  for (const light of [key, sky]) light.dispose();
  return sum;
}

function reflect(renderer, world, camera, mirror, i) {
  const { ground } = world;
  const m = mirrored(camera);
  const own = ground.userData.own;
  own.uReflection.value = mirror.texture;
  own.uReflectionMatrix.value.set(0.5, 0, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0, 1);
  own.uReflectionMatrix.value.multiply(m.projectionMatrix).multiply(m.matrixWorldInverse);
  own.uJitter.value = [halton(i, 5) - 0.5, halton(i, 7) - 0.5];
  ground.visible = false;
  world.air.uMirror.value = 1;
  renderer.shadowMap.needsUpdate = i === 0;
  renderer.setRenderTarget(mirror);
  renderer.clear();
  renderer.render(world.scene, m);
  ground.visible = true;
  world.air.uMirror.value = 0;
}

export { draw, quadVertex, target };
