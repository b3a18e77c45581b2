import { FloatType, Matrix4, PerspectiveCamera, ShaderMaterial, Vector3 } from "three";
import { draw, expose, quadVertex, target } from "./expose.js";

// Wider than the 90 degrees of a cube's face: what a face blurs or reflects at its edge is known to its neighbour too.
const FIELD = 104;
const FACES = [
  [new Vector3(0, 0, -1), new Vector3(0, 1, 0)],
  [new Vector3(1, 0, 0), new Vector3(0, 1, 0)],
  [new Vector3(0, 0, 1), new Vector3(0, 1, 0)],
  [new Vector3(-1, 0, 0), new Vector3(0, 1, 0)],
  [new Vector3(0, 1, 0), new Vector3(0, 0, 1)],
  [new Vector3(0, -1, 0), new Vector3(0, 0, -1)],
];
const names = FACES.map((_, i) => i);

const unroll = new ShaderMaterial({
  uniforms: {
    ...Object.fromEntries(names.map((i) => [`uFace${i}`, { value: null }])),
    uView: { value: FACES.map(() => new Matrix4()) },
    uAhead: { value: FACES.map(([ahead]) => ahead) },
  },
  vertexShader: quadVertex,
  fragmentShader: /* glsl */ `
    varying vec2 vUv; uniform mat4 uView[6]; uniform vec3 uAhead[6];
    ${names.map((i) => `uniform sampler2D uFace${i};`).join(" ")}
    vec2 place(int i, vec3 d){ vec4 p = uView[i] * vec4(d, 0.); return p.xy / p.w * .5 + .5; }
    void main(){
      float lon = (vUv.x - .5) * 6.28318530718, lat = (vUv.y - .5) * 3.14159265359;
      vec3 d = vec3(sin(lon) * cos(lat), sin(lat), -cos(lon) * cos(lat));
      vec4 c = vec4(0.); float best = -1.;
      ${names
        .map(
          (i) =>
            `if (dot(d, uAhead[${i}]) > best) { best = dot(d, uAhead[${i}]); c = texture2D(uFace${i}, place(${i}, d)); }`,
        )
        .join("\n      ")}
      gl_FragColor = c;
    }`,
  depthTest: false,
});

/** Everything around `shot.camera` as one linear equirectangular target of `size` (2:1); its middle looks towards -z. */
export function exposeAround(renderer, world, shot, size) {
  const edge = Math.round(size.width * 0.44);
  const taken = FACES.map(([ahead, up], i) => {
    const camera = new PerspectiveCamera(FIELD, 1, 0.05, 1500);
    camera.position.set(...shot.camera);
    camera.up.copy(up);
    camera.lookAt(camera.position.clone().add(ahead));
    camera.updateMatrixWorld(true);
    unroll.uniforms.uView.value[i].extractRotation(camera.matrixWorldInverse).premultiply(camera.projectionMatrix);
    return expose(renderer, world, camera, { ...shot, focus: 10, aperture: 0 }, { width: edge, height: edge });
  });
  taken.forEach((face, i) => {
    unroll.uniforms[`uFace${i}`].value = face.texture;
  });
  const sum = target(size.width, size.height, FloatType);
  draw(renderer, unroll, sum);
  for (const face of taken) face.dispose();
  return sum;
}
