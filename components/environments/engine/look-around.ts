import {
  AmbientLight,
  BufferGeometry,
  CircleGeometry,
  type DataTexture,
  DirectionalLight,
  Float32BufferAttribute,
  FrontSide,
  Group,
  LineBasicMaterial,
  LineSegments,
  MathUtils,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  NeutralToneMapping,
  NoToneMapping,
  PerspectiveCamera,
  Scene,
  SphereGeometry,
  SRGBColorSpace,
  type Texture,
  TextureLoader,
  WebGLRenderer,
} from "three";
import { type Light, lightDirection } from "@/contract/environment/light";

export type View = { yaw: number; pitch: number; fov: number };
export const fovLimits = { min: 20, max: 110 } as const;
export const clampView = ({ yaw, pitch, fov }: View): View => ({
  yaw: ((yaw % 360) + 360) % 360,
  pitch: Math.min(89, Math.max(-89, pitch)),
  fov: Math.min(fovLimits.max, Math.max(fovLimits.min, fov)),
});

const radius = 50;

/** A sphere seen from inside whose middle column lies straight ahead and reads unmirrored. */
const domeGeometry = () => {
  const geometry = new SphereGeometry(radius, 96, 48);
  geometry.scale(-1, 1, 1);
  geometry.rotateY(-Math.PI / 2);
  return geometry;
};

/** Meridians and parallels every 15 degrees. */
const gridGeometry = () => {
  const points: number[] = [];
  const at = (longitude: number, latitude: number) => {
    const [turn, rise] = [MathUtils.degToRad(longitude), MathUtils.degToRad(latitude)];
    const reach = radius * 0.98;
    points.push(
      reach * Math.cos(rise) * Math.sin(turn),
      reach * Math.sin(rise),
      -reach * Math.cos(rise) * Math.cos(turn),
    );
  };
  const step = 5;
  for (let longitude = 0; longitude < 360; longitude += step)
    for (let latitude = -90; latitude < 90; latitude += step) {
      if (longitude % 15 === 0) {
        at(longitude, latitude);
        at(longitude, latitude + step);
      }
      if (latitude % 15 === 0) {
        at(longitude, latitude);
        at(longitude + step, latitude);
      }
    }
  return new BufferGeometry().setAttribute("position", new Float32BufferAttribute(points, 3));
};

/** A ball and a ground in front of the viewer, to see where a light falls. */
const standIn = () => {
  const group = new Group();
  const grey = new MeshStandardMaterial({ color: "#b8b8b8", roughness: 0.85, metalness: 0 });
  const ball = new Mesh(new SphereGeometry(0.55, 48, 32), grey);
  const ground = new Mesh(new CircleGeometry(1.5, 48), grey);
  ground.rotation.x = -Math.PI / 2;
  ground.position.y = -0.56;
  group.add(ball, ground);
  group.position.set(0, -0.35, -3);
  return group;
};

/**
 * A panorama looked at from its middle, drawn only when something changed: it must also work where a processor draws.
 * Throws when the browser has no WebGL 2.
 */
export class LookAround {
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(75, 1, 0.1, radius * 2);
  // The geometry is already turned inside out: its front faces the viewer.
  private readonly sky = new MeshBasicMaterial({ side: FrontSide, color: "#5a5a5a" });
  private readonly wires: LineSegments;
  private readonly ball = standIn();
  private readonly key = new DirectionalLight("#ffffff", 3);
  private readonly fill = new AmbientLight("#ffffff", 0.35);
  private asked = 0;
  private ended = false;
  private picture: Texture | null = null;
  private skyShown = true;
  view: View = { yaw: 0, pitch: 0, fov: 75 };

  private readonly canvas: HTMLCanvasElement;
  private readonly onDrawn: (view: View) => void;

  constructor(canvas: HTMLCanvasElement, onDrawn: (view: View) => void) {
    this.canvas = canvas;
    this.onDrawn = onDrawn;
    this.renderer = new WebGLRenderer({ canvas, antialias: false, powerPreference: "low-power" });
    this.renderer.toneMapping = NoToneMapping;
    const dome = new Mesh(domeGeometry(), this.sky);
    const lines = new LineBasicMaterial({ color: "#f2a33a", transparent: true, opacity: 0.45, depthTest: false });
    this.wires = new LineSegments(gridGeometry(), lines);
    this.wires.visible = false;
    this.ball.visible = false;
    this.scene.add(dome, this.wires, this.ball, this.key, this.fill);
    this.camera.rotation.order = "YXZ";
  }

  resize(width: number, height: number): void {
    this.renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / Math.max(1, height);
    this.draw();
  }

  look(view: View): void {
    this.view = clampView(view);
    this.draw();
  }

  /** An 8-bit rung of the picture. Rejects when it does not load. */
  async show(url: string): Promise<void> {
    const texture = await new TextureLoader().loadAsync(url);
    texture.colorSpace = SRGBColorSpace;
    this.renderer.toneMapping = NoToneMapping;
    this.wear(texture);
  }

  /** Linear light with an exposure in stops. */
  showLight(texture: DataTexture, stops: number): void {
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.toneMappingExposure = 2 ** stops;
    this.sky.toneMapped = true;
    this.wear(texture);
  }
  expose(stops: number): void {
    this.renderer.toneMappingExposure = 2 ** stops;
    this.draw();
  }

  private wear(texture: Texture): void {
    if (this.ended) {
      texture.dispose();
      return;
    }
    this.picture?.dispose();
    this.picture = texture;
    this.dress();
  }
  private dress(): void {
    this.sky.map = this.skyShown ? this.picture : null;
    this.sky.color.set(this.sky.map ? "#ffffff" : "#5a5a5a");
    this.sky.needsUpdate = true;
    this.draw();
  }

  set skybox(on: boolean) {
    this.skyShown = on;
    this.dress();
  }
  set wireframe(on: boolean) {
    this.wires.visible = on;
    this.draw();
  }
  /** Where a light falls on a grey ball; null takes the ball away. */
  set light(light: Light | null) {
    this.ball.visible = light !== null;
    if (light) {
      const { x, y, z } = lightDirection(light);
      this.key.position.set(
        x * 10 + this.ball.position.x,
        y * 10 + this.ball.position.y,
        z * 10 + this.ball.position.z,
      );
      this.key.target = this.ball;
      this.key.color.set(light.colour);
      this.key.intensity = 3 * light.intensity;
      this.fill.intensity = 0.15 + 0.2 * Math.min(1, light.intensity);
    }
    this.draw();
  }

  private draw(): void {
    if (this.asked || this.ended) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.ended) return;
      const { yaw, pitch, fov } = this.view;
      this.camera.rotation.set(MathUtils.degToRad(pitch), -MathUtils.degToRad(yaw), 0);
      // The field of view is across, as a lens is spoken of.
      const across = MathUtils.degToRad(fov);
      this.camera.fov = MathUtils.radToDeg(2 * Math.atan(Math.tan(across / 2) / this.camera.aspect));
      this.camera.updateProjectionMatrix();
      // The ball stays before the viewer, the light keeps its place in the room.
      this.ball.position.set(0, -0.35, -3).applyEuler(this.camera.rotation);
      this.renderer.render(this.scene, this.camera);
      this.onDrawn(this.view);
    });
  }

  end(): void {
    this.ended = true;
    cancelAnimationFrame(this.asked);
    this.picture?.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.width = 0;
  }
}
