import { BackSide, Mesh, ShaderMaterial, SphereGeometry } from "three";
import { FOG_APPLY, NOISE, SKY } from "./glsl.js";

/** One set of uniforms that every patched material points at. */
export function makeAir(look) {
  return {
    uZenith: { value: look.zenith },
    uMid: { value: look.mid },
    uHorizon: { value: look.horizon },
    uHorizonAway: { value: look.horizonAway },
    uSunColor: { value: look.sunColor },
    uSunDir: { value: look.sunDir },
    uCloudLit: { value: look.cloudLit },
    uCloudDark: { value: look.cloudDark },
    uCloud: { value: look.cloud },
    uStars: { value: look.stars },
    uFogDensity: { value: look.fog },
    uMirror: { value: 0 },
  };
}

/** Gives a standard material our air, the mirror cut at y = 0 and, with `grain`, worn colour. */
export function patchMaterial(
  material,
  air,
  { grain = 0, scale = 2, wetBelow = 0, extra = "", extraLight = "", uniforms = {} } = {},
) {
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, air, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace(
        "#include <common>",
        `#include <common>\nvarying vec3 vWorldAt;${extraLight ? "attribute float aEye; varying float vEye;" : ""}`,
      )
      .replace(
        "#include <project_vertex>",
        `#include <project_vertex>\n${extraLight ? "vEye = aEye;" : ""}vWorldAt = (inverse(viewMatrix) * mvPosition).xyz;`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace(
        "#include <common>",
        `#include <common>\nvarying vec3 vWorldAt;\n${extraLight ? "uniform vec3 uFace, uEye; varying float vEye;" : ""}${NOISE}${SKY}`,
      )
      .replace("#include <emissivemap_fragment>", `#include <emissivemap_fragment>\n${extraLight}`)
      .replace(
        "#include <color_fragment>",
        `#include <color_fragment>
        ${extra}
        if (uMirror > .5 && vWorldAt.y < 0.) discard;
        ${
          grain
            ? `{ float w = fbm(vWorldAt.xz * ${scale.toFixed(2)} + vWorldAt.y * vec2(${(scale * 1.7).toFixed(2)}, ${(scale * 0.6).toFixed(2)}));
        diffuseColor.rgb *= 1. + ${grain.toFixed(2)} * (w * 2. - 1.); }`
            : ""
        }
        ${wetBelow ? `diffuseColor.rgb *= mix(.42, 1., smoothstep(0., ${wetBelow.toFixed(2)}, vWorldAt.y + .25 * (fbm(vWorldAt.xz * 3.) - .5)));` : ""}`,
      )
      .replace("#include <opaque_fragment>", `#include <opaque_fragment>\n${FOG_APPLY}`);
  };
  material.customProgramCacheKey = () => `air-${grain}-${scale}-${wetBelow}-${extra.length}-${extraLight.length}`;
  return material;
}

export function makeDome(air) {
  const material = new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    uniforms: air,
    vertexShader: `varying vec3 vDir; void main(){ vDir = position; vec4 p = projectionMatrix * mat4(mat3(modelViewMatrix)) * vec4(position, 1.); gl_Position = p.xyww; }`,
    fragmentShader: `varying vec3 vDir; ${NOISE}${SKY} void main(){ gl_FragColor = vec4(skyFull(normalize(vDir)), 1.); }`,
  });
  const dome = new Mesh(new SphereGeometry(1, 64, 32), material);
  dome.frustumCulled = false;
  dome.renderOrder = -10;
  return dome;
}
