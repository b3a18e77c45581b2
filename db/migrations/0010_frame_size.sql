ALTER TABLE "projects" ADD COLUMN "frame_width" integer DEFAULT 1920 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "frame_height" integer DEFAULT 1080 NOT NULL;