import { Matrix4, Mesh, MeshStandardMaterial, PlaneGeometry } from "three";
import { FOG_APPLY, NOISE, SKY } from "./glsl.js";

// A flat plane whose relief lives in the shader: feet always meet y = 0, pools lie where the height is negative.
const RELIEF = /* glsl */ `
uniform sampler2D uReflection; uniform mat4 uReflectionMatrix; uniform float uWetness; uniform vec2 uJitter;
float bed(vec2 p){
  vec2 q = vec2(p.x * .6 + p.y * .25, p.y * 1.05 - p.x * .2);
  float h = fbm(q * .16 + 4.7) - .43 + .34 * (fbm(q * .62) - .5);
  h -= smoothstep(22., 70., -p.y) * .35;
  return h - uWetness;
}
float ripples(vec2 p){
  float bend = fbm(p * .55) * 5.5;
  float a = sin(p.y * 10.5 + p.x * 2.2 + bend);
  float broken = smoothstep(.25, .6, fbm(p * .9 + 20.));
  return (a * .5 + .5 + .25 * sin(p.y * 23. + bend * 1.7)) * broken;
}
float surface(vec2 p, float dist){
  float h = bed(p);
  float dry = smoothstep(-.015, .05, h);
  return clamp(h, -.0, .4) * .5 + dry * (.03 * ripples(p) + .016 * fbm(p * 7.)) * exp(-dist * .035);
}`;

const SHADE = /* glsl */ `
vec2 gp = vWorldAt.xz;
float gd = length(vWorldAt - cameraPosition);
float h0 = bed(gp);
float water = smoothstep(.012, -.004, h0);
float damp = smoothstep(.085, .0, h0);
float e = .012 + gd * .0012;
vec3 gn = vec3(0., 1., 0.);
if (gd < 90. && water < .999) {
  float s0 = surface(gp, gd);
  gn = normalize(vec3(s0 - surface(gp + vec2(e, 0.), gd), e, s0 - surface(gp + vec2(0., e), gd)));
}
vec2 wave = vec2(noise2(gp * vec2(2.2, 5.) + 3.) - .5, noise2(gp * vec2(2.4, 6.) + 9.) - .5);
gn = normalize(mix(gn, vec3(wave.x * .012, 1., wave.y * .022), water));
float fleck = fbm(gp * 3.1);
vec3 sand = mix(vec3(.40, .315, .235), vec3(.30, .235, .18), fleck);
sand = mix(sand, vec3(.125, .098, .078), damp * .85);
sand = mix(sand, vec3(.045, .046, .046), water);
sand *= .86 + .28 * hash21(floor(gp * 140.)) * exp(-gd * .12) + .07 * (1. - exp(-gd * .12));
diffuseColor.rgb = sand;
`;

const REFLECT = /* glsl */ `
{
  vec3 v = normalize(cameraPosition - vWorldAt);
  float nv = clamp(dot(normalize(mix(vec3(0., 1., 0.), gn, .5)), v), 0., 1.);
  float fres = .03 + .97 * pow(1. - nv, 5.);
  vec4 rp = uReflectionMatrix * vec4(vWorldAt, 1.);
  vec2 off = gn.xz * mix(.22, .35, water) + uJitter * mix(.05, .004, water);
  vec3 refl = texture2D(uReflection, rp.xy / rp.w + off * vec2(.6, 1.)).rgb;
  float k = fres * mix(mix(.05, .42, damp), 1., water);
  gl_FragColor.rgb = mix(gl_FragColor.rgb, min(refl, vec3(6.)), k);
}`;

export function makeGround(air, wetness) {
  const own = {
    uReflection: { value: null },
    uReflectionMatrix: { value: new Matrix4() },
    uWetness: { value: wetness },
    uJitter: { value: [0, 0] },
  };
  const material = new MeshStandardMaterial({ roughness: 0.9, metalness: 0 });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, air, own);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", "#include <common>\nvarying vec3 vWorldAt;")
      .replace(
        "#include <project_vertex>",
        "#include <project_vertex>\nvWorldAt = (modelMatrix * vec4(transformed, 1.)).xyz;",
      );
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\nvarying vec3 vWorldAt;\n${NOISE}${SKY}${RELIEF}`)
      .replace("#include <color_fragment>", `#include <color_fragment>\n${SHADE}`)
      .replace("#include <roughnessmap_fragment>", "float roughnessFactor = mix(mix(.95, .5, damp), .3, water);")
      .replace("#include <normal_fragment_maps>", "normal = normalize((viewMatrix * vec4(gn, 0.)).xyz);")
      .replace("#include <opaque_fragment>", `#include <opaque_fragment>\n${REFLECT}${FOG_APPLY}`);
  };
  const ground = new Mesh(new PlaneGeometry(900, 900, 60, 60).rotateX(-Math.PI / 2), material);
  ground.receiveShadow = true;
  ground.userData.own = own;
  return ground;
}
