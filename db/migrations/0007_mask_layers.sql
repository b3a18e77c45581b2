CREATE TABLE "mask_checkpoints" (
	"mask_id" text NOT NULL,
	"seq" integer NOT NULL,
	"tiles" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mask_checkpoints_mask_id_seq_pk" PRIMARY KEY("mask_id","seq")
);
--> statement-breakpoint
CREATE TABLE "mask_snapshots" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"mask_id" text NOT NULL,
	"name" text NOT NULL,
	"seq" integer NOT NULL,
	"tiles" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "kind" text DEFAULT 'inpaint' NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "visible" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "opacity" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "blend" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "character_id" text;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "media_id" text;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "region" jsonb;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "masks" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mask_checkpoints" ADD CONSTRAINT "mask_checkpoints_mask_id_masks_id_fk" FOREIGN KEY ("mask_id") REFERENCES "public"."masks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mask_snapshots" ADD CONSTRAINT "mask_snapshots_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mask_snapshots" ADD CONSTRAINT "mask_snapshots_mask_id_masks_id_fk" FOREIGN KEY ("mask_id") REFERENCES "public"."masks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mask_snapshots_team_id_mask_id_index" ON "mask_snapshots" USING btree ("team_id","mask_id");--> statement-breakpoint
ALTER TABLE "masks" ADD CONSTRAINT "masks_character_id_characters_id_fk" FOREIGN KEY ("character_id") REFERENCES "public"."characters"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "masks" ADD CONSTRAINT "masks_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "mask_checkpoints" ("mask_id", "seq", "tiles") SELECT "id", "checkpoint_seq", "checkpoint" FROM "masks" WHERE "checkpoint" IS NOT NULL;