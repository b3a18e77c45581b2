import { MaskError } from "@/contract/mask/error";
import type { DocumentOptions, EditorOptions } from "./document-options";
import { MaskSession } from "./session";
import type { MaskLook, Rgb } from "./view/mask-look";

/** How a document shows over the picture while it is open. The active one is drawn last, above the others. */
export type DocumentLook = {
  colour: Rgb;
  visible: boolean /** Nothing may be painted on it. */;
  locked: boolean;
  untinted?: boolean;
};

type Open = { session: MaskSession; look: DocumentLook };
type Shared = Pick<EditorOptions, "image" | "actorId" | "readOnly">;
type Hooks = {
  /** Runs before another document becomes active or one goes: the stroke in progress belongs to the one before. */
  settle: () => void;
  /** A document came, went, became active or looks different. */
  arranged: () => void;
  /** Pixels, history or saving of a document changed. */
  changed: () => void;
};

const AMBER: Rgb = [0xf2, 0xa3, 0x3a];

/**
 * The mask documents open over one picture: the inpaint mask, regions, protected areas. One is active.
 *
 * The seam between tools and layers: everything that paints (tools, keys, undo, fill, import) asks for `active` at the
 * moment it acts and keeps no document of its own. Layers open, show, activate and close documents here; they never paint.
 * Every document has its own log, undo and way to the server. All have the picture's size. Order is the order of opening
 * unless `arrange` says otherwise.
 */
export class Documents {
  private readonly opened = new Map<string, Open>();
  private readonly shared: Shared;
  private readonly hooks: Hooks;
  private activeKey: string;

  private constructor(shared: Shared, hooks: Hooks, first: MaskSession) {
    this.shared = shared;
    this.hooks = hooks;
    this.opened.set(first.key, { session: first, look: { colour: AMBER, visible: true, locked: false } });
    this.activeKey = first.key;
  }

  /** Rejects with MaskError when the first document does not fit the picture. */
  static async start(options: EditorOptions, hooks: Hooks): Promise<Documents> {
    return new Documents(options, hooks, await MaskSession.open(options, options, hooks.changed));
  }

  /** What the tools paint on now. */
  get active(): MaskSession {
    return this.find(this.activeKey).session;
  }

  /** The active document may not be painted on. */
  get locked(): boolean {
    return this.find(this.activeKey).look.locked;
  }

  /** Keys from bottom to top. */
  get keys(): string[] {
    return [...this.opened.keys()];
  }

  /** Null when no such document is open. */
  get(key: string): MaskSession | null {
    return this.opened.get(key)?.session ?? null;
  }

  lookOf(key: string): DocumentLook {
    return this.find(key).look;
  }

  /** Opens another document above the others without making it active; one that is open already is answered as it is. Rejects with MaskError when it does not fit the picture. */
  async open(options: DocumentOptions, look: Partial<DocumentLook> = {}): Promise<MaskSession> {
    const known = this.get(options.documentKey);
    if (known) return known;
    const session = await MaskSession.open(options, this.shared, this.hooks.changed);
    this.opened.set(session.key, { session, look: { colour: AMBER, visible: true, locked: false, ...look } });
    this.hooks.arranged();
    return session;
  }

  /** Throws MaskError when it is not open. */
  activate(key: string): void {
    if (key === this.activeKey) return;
    this.find(key);
    this.hooks.settle();
    this.activeKey = key;
    this.hooks.arranged();
  }

  setLook(key: string, look: Partial<DocumentLook>): void {
    const open = this.find(key);
    open.look = { ...open.look, ...look };
    this.hooks.arranged();
  }

  /** Keys from bottom to top; those left out stay above, as they were. */
  arrange(keys: readonly string[]): void {
    const rest = this.keys.filter((key) => !keys.includes(key));
    const order = [...keys, ...rest].map((key) => [key, this.find(key)] as const);
    this.opened.clear();
    for (const [key, open] of order) this.opened.set(key, open);
    this.hooks.arranged();
  }

  /** The next one below (else above) becomes active. Throws MaskError for the last: there is always something to paint on. */
  close(key: string): void {
    const { session } = this.find(key);
    if (this.opened.size === 1) throw new MaskError("The last mask of a picture stays open");
    if (key === this.activeKey) {
      const at = this.keys.indexOf(key);
      this.activate(this.keys[at - 1] ?? this.keys[at + 1] ?? key);
    }
    this.opened.delete(key);
    session.close();
    this.hooks.arranged();
  }

  /** Sends what waits in all of them; resolves when all is saved or sending failed. */
  async flush(): Promise<void> {
    await Promise.all([...this.opened.values()].map(({ session }) => session.flush()));
  }

  closeAll(): void {
    for (const { session } of this.opened.values()) session.close();
  }

  /** For the view, bottom to top, the active one last. */
  looks(): MaskLook[] {
    const all = [...this.opened].map(([key, { session, look }]) => ({
      mask: session.mask,
      ...look,
      active: key === this.activeKey,
    }));
    return all.sort((a, b) => Number(a.active) - Number(b.active));
  }

  private find(key: string): Open {
    const open = this.opened.get(key);
    if (!open) throw new MaskError(`No mask ${key} is open over this picture`);
    return open;
  }
}
