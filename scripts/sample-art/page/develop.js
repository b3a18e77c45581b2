import { AgXToneMapping, HalfFloatType, NoToneMapping, ShaderMaterial } from "three";
import { draw, quadVertex, target } from "./expose.js";

const copy = new ShaderMaterial({
  uniforms: { uMap: { value: null } },
  vertexShader: quadVertex,
  fragmentShader: "varying vec2 vUv; uniform sampler2D uMap; void main(){ gl_FragColor = texture2D(uMap, vUv); }",
  depthTest: false,
});

const grade = new ShaderMaterial({
  uniforms: {
    uMap: { value: null },
    uSize: { value: [1, 1] },
    uBloom: { value: 0.1 },
    uVignette: { value: 0.3 },
    uGrain: { value: 0.012 },
    uSaturation: { value: 1.15 },
    uContrast: { value: 1.1 },
    uGain: { value: 1 },
  },
  vertexShader: quadVertex,
  fragmentShader: /* glsl */ `
    varying vec2 vUv; uniform sampler2D uMap; uniform vec2 uSize; uniform float uBloom, uVignette, uGrain, uSaturation, uContrast, uGain;
    float hash(vec2 p){ p = fract(p * vec2(123.34, 456.21)); p += dot(p, p + 45.32); return fract(p.x * p.y); }
    vec3 soft(float lod){
      vec3 s = vec3(0.); float w = 0.; vec2 px = exp2(lod) / uSize;
      for (int y = -3; y <= 3; y++) for (int x = -3; x <= 3; x++) {
        float g = exp(-float(x * x + y * y) * .22);
        s += textureLod(uMap, vUv + vec2(float(x), float(y)) * px * .75, lod).rgb * g; w += g;
      }
      return s / w;
    }
    void main(){
      vec3 c = texture2D(uMap, vUv).rgb;
      vec3 b = soft(2.) * .3 + soft(3.5) * .3 + soft(5.) * .25 + soft(6.) * .15;
      c = mix(c, b, uBloom);
      vec2 q = (vUv - .5) * vec2(uSize.x / uSize.y, 1.);
      c *= mix(1., smoothstep(1.35, .25, length(q)), uVignette);
      gl_FragColor = vec4(c * uGain, 1.);
      #include <tonemapping_fragment>
      vec3 g = gl_FragColor.rgb;
      g = pow(max(g, 0.), vec3(1. / 2.2));
      g = mix(vec3(.42), g, uContrast);
      float l = dot(g, vec3(.2126, .7152, .0722));
      g = mix(vec3(l), g, uSaturation);
      g += (hash(vUv * uSize + .37) - .5) * uGrain;
      gl_FragColor.rgb = pow(clamp(g, 0., 1.), vec3(2.2));
      #include <colorspace_fragment>
    }`,
  depthTest: false,
});

/** HDR sum to display: bloom, vignette, AgX, a small grade and grain, drawn on the canvas. */
export function develop(renderer, sum, size, options) {
  const soft = target(size.width, size.height, HalfFloatType, true);
  renderer.toneMapping = NoToneMapping;
  copy.uniforms.uMap.value = sum.texture;
  draw(renderer, copy, soft);
  const u = grade.uniforms;
  u.uMap.value = soft.texture;
  u.uSize.value = [size.width, size.height];
  u.uBloom.value = options.bloom ?? 0.12;
  u.uVignette.value = options.vignette ?? 0.35;
  u.uGrain.value = options.grain ?? 0.014;
  u.uSaturation.value = options.saturation ?? 1.24;
  u.uContrast.value = options.contrast ?? 1.2;
  u.uGain.value = options.gain ?? 1;
  renderer.toneMapping = AgXToneMapping;
  renderer.toneMappingExposure = options.exposure ?? 1;
  draw(renderer, grade, null);
  soft.dispose();
  sum.dispose();
}
