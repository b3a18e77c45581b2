// Noise and sky shared by every material, so that fog, water and dome agree on one colour of air.
export const NOISE = /* glsl */ `
float hash21(vec2 p){ p = fract(p * vec2(123.34, 456.21)); p += dot(p, p + 45.32); return fract(p.x * p.y); }
float noise2(vec2 p){
  vec2 i = floor(p); vec2 f = fract(p); f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash21(i), hash21(i + vec2(1., 0.)), f.x), mix(hash21(i + vec2(0., 1.)), hash21(i + 1.), f.x), f.y);
}
float fbm(vec2 p){
  float a = .5, s = 0.;
  for (int i = 0; i < 5; i++) { s += a * noise2(p); p = mat2(1.6, 1.2, -1.2, 1.6) * p + 7.3; a *= .5; }
  return s;
}`;

export const SKY = /* glsl */ `
uniform vec3 uZenith, uMid, uHorizon, uHorizonAway, uSunColor, uSunDir, uCloudLit, uCloudDark;
uniform float uCloud, uStars, uFogDensity, uMirror;
vec3 skyBase(vec3 d){
  float h = max(d.y, 0.);
  float s = max(dot(d, uSunDir), 0.);
  vec2 flatD = normalize(d.xz + 1e-5);
  float az = .5 + .5 * dot(flatD, normalize(uSunDir.xz));
  vec3 hor = mix(uHorizonAway, uHorizon, az * az * az);
  vec3 c = mix(hor, uMid, smoothstep(0., .26, h));
  c = mix(c, uZenith, smoothstep(.12, .75, h));
  return c + uSunColor * (.16 * pow(s, 5.) + .3 * pow(s, 28.)) * exp(-h * 2.5);
}
vec3 skyFull(vec3 d){
  vec3 c = skyBase(d);
  float h = max(d.y, .0);
  float s = max(dot(d, uSunDir), 0.);
  c += uSunColor * (1.2 * pow(s, 300.) + 9. * smoothstep(.99982, .99994, s));
  vec2 q = d.xz / (h + .09);
  float band = smoothstep(.0, .06, h) * (1. - smoothstep(.35, .75, h));
  float streak = fbm(vec2(q.x * .34 + q.y * .06, q.y * 1.15) + 3.1);
  float wisp = fbm(q * vec2(.9, 2.6) + 11.);
  float k = smoothstep(.47, .78, streak + .22 * (wisp - .5)) * band * uCloud;
  vec3 lit = mix(uCloudDark, uCloudLit, clamp(.15 + .55 * pow(.5 + .5 * dot(normalize(d.xz), normalize(uSunDir.xz)), 3.) + .5 * (wisp - .4), 0., 1.));
  c = mix(c, lit, k * .8);
  if (uStars > 0.) {
    vec2 g = vec2(atan(d.z, d.x) * 120., d.y * 150.);
    vec2 id = floor(g);
    float r = hash21(id);
    vec2 o = vec2(hash21(id + 3.7), hash21(id + 9.1)) * .6 + .2;
    float st = smoothstep(.11, .0, length(fract(g) - o)) * step(.955, r) * (r - .955) * 22.;
    c += vec3(.8, .9, 1.) * st * uStars * smoothstep(.04, .3, h) * (1. - k);
  }
  return c;
}
vec3 airColor(vec3 v){ return skyBase(normalize(vec3(v.x, max(v.y, 0.) * .6 + .012 * length(v.xz), v.z))); }
`;

export const FOG_APPLY = /* glsl */ `
{
  vec3 toPoint = vWorldAt - cameraPosition;
  float dist = length(toPoint);
  float low = exp(-max(vWorldAt.y, 0.) * .07);
  float f = 1. - exp(-pow(dist * uFogDensity, 1.35) * mix(.35, 1., low));
  gl_FragColor.rgb = mix(gl_FragColor.rgb, airColor(toPoint / dist), clamp(f, 0., .96));
}`;
