import {
  AdditiveBlending,
  BoxGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  ShaderMaterial,
  SphereGeometry,
  TorusGeometry,
} from "three";
import { makeRock, paint } from "./props.js";
import { seeded } from "./random.js";

function part(group, geometry, material, y, x = 0, z = 0) {
  const mesh = new Mesh(geometry, material);
  mesh.position.set(x, y, z);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  group.add(mesh);
  return mesh;
}

function tower(air) {
  const group = new Group();
  const white = paint(air, 0xd9d2c4, { grain: 0.22, scale: 0.9 });
  const red = paint(air, 0x9c3b2c, { grain: 0.25, scale: 0.9 });
  const dark = paint(air, 0x22272c, { grain: 0.2, metalness: 0.3, roughness: 0.5 });
  const radius = (t) => 2.15 - 0.95 * t + 0.25 * (1 - t) ** 6;
  const bands = 5;
  for (let i = 0; i < bands; i++) {
    const a = i / bands;
    const b = (i + 1) / bands;
    part(group, new CylinderGeometry(radius(b), radius(a), 13 / bands, 40, 1), i % 2 ? red : white, (13 * (a + b)) / 2);
  }
  part(group, new CylinderGeometry(1.75, 1.35, 0.35, 40), dark, 13.1);
  for (const y of [13.75, 14.1]) part(group, new TorusGeometry(1.68, 0.03, 6, 48), dark, y).rotation.x = Math.PI / 2;
  for (let i = 0; i < 20; i++) {
    const a = (i / 20) * Math.PI * 2;
    part(group, new CylinderGeometry(0.025, 0.025, 0.9, 5), dark, 13.7, Math.cos(a) * 1.68, Math.sin(a) * 1.68);
  }
  for (let i = 0; i < 10; i++) {
    const a = (i / 10) * Math.PI * 2;
    part(group, new CylinderGeometry(0.035, 0.035, 1.9, 5), dark, 14.2, Math.cos(a) * 0.98, Math.sin(a) * 0.98);
  }
  part(group, new CylinderGeometry(1.02, 1.02, 0.35, 32), white, 13.45);
  part(group, new ConeGeometry(1.3, 1.05, 32), red, 15.65);
  part(group, new SphereGeometry(0.16, 16, 12), dark, 16.25);
  for (const y of [3.6, 7.2, 10.4]) part(group, new BoxGeometry(0.42, 0.75, 0.3), dark, y, 0.25, radius(y / 13) - 0.06);
  part(group, new BoxGeometry(0.95, 1.7, 0.4), dark, 0.85, 0, radius(0.05));
  return group;
}

function house(air) {
  const group = new Group();
  const wall = paint(air, 0xcfc7b8, { grain: 0.25, scale: 1.2 });
  const roof = paint(air, 0x4a4744, { grain: 0.3, scale: 2 });
  part(group, new BoxGeometry(4.2, 2.1, 2.8), wall, 1.05);
  const top = part(group, new CylinderGeometry(0.01, 1.95, 1.5, 4, 1), roof, 2.85);
  top.rotation.y = Math.PI / 4;
  top.scale.set(1.72, 1, 1.12);
  part(group, new BoxGeometry(0.45, 1.3, 0.45), wall, 3.5, 1.2);
  for (const x of [-1.2, 0.9])
    part(group, new BoxGeometry(0.55, 0.7, 0.1), paint(air, 0x1d2226, { grain: 0 }), 1.25, x, 1.4);
  return group;
}

function beam(length) {
  const material = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    blending: AdditiveBlending,
    vertexShader: `varying vec2 vAt; varying vec3 vN; varying vec3 vV; void main(){ vAt = uv; vec4 m = modelViewMatrix * vec4(position,1.); vN = normalize(normalMatrix * normal); vV = normalize(-m.xyz); gl_Position = projectionMatrix * m; }`,
    fragmentShader: `varying vec2 vAt; varying vec3 vN; varying vec3 vV; void main(){ float edge = pow(abs(dot(normalize(vN), vV)), 2.6); float t = 1. - vAt.y; gl_FragColor = vec4(vec3(1., .78, .46) * edge * (.8 * exp(-t * 3.6) + .012) * (1. - t), 1.); }`,
  });
  const cone = new Mesh(new CylinderGeometry(0.35, length * 0.045, length, 48, 1, true), material);
  cone.geometry.translate(0, -length / 2, 0);
  cone.geometry.rotateX(Math.PI / 2);
  return cone;
}

/** The tower on its rocks, about 19 m tall in all. `lit` adds the lamp and two beams turned by `heading`. */
export function makeLighthouse(air, lit, heading = 0.6) {
  const group = new Group();
  const stone = paint(air, 0x4c4743, { grain: 0.5, scale: 0.7, wetBelow: 1.6 });
  const random = seeded(7);
  for (let i = 0; i < 22; i++) {
    const a = random() * Math.PI * 2;
    const out = 2 + random() * 8;
    const rock = makeRock(100 + i, 1.6 + random() * 2.6 * (1 - out / 14), stone, 0.75);
    rock.position.set(Math.cos(a) * out * 1.35, 0.6 - out * 0.06, Math.sin(a) * out);
    group.add(rock);
  }
  const base = makeRock(99, 5.2, stone, 0.42);
  base.position.y = 0.3;
  group.add(base);
  const body = tower(air);
  body.position.y = 2;
  group.add(body);
  const home = house(air);
  home.position.set(4.6, 1.7, 0.4);
  home.rotation.y = -0.35;
  group.add(home);
  const glass = new MeshBasicMaterial({ color: lit ? new Color(26, 17, 8) : new Color(0.05, 0.06, 0.075) });
  const lamp = new Mesh(new CylinderGeometry(0.55, 0.55, 1.2, 24), glass);
  lamp.position.y = 16.2;
  group.add(lamp);
  if (lit) {
    for (const turn of [0, Math.PI]) {
      const light = beam(75);
      light.position.y = 16.2;
      light.rotation.set(0.02, heading + turn, 0, "YXZ");
      group.add(light);
    }
  }
  return group;
}
