CREATE TABLE "pass_presets" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"pass" text NOT NULL,
	"pass_version" integer NOT NULL,
	"name" text NOT NULL,
	"params" jsonb NOT NULL,
	"archived_at" timestamp with time zone,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pass_presets" ADD CONSTRAINT "pass_presets_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_presets" ADD CONSTRAINT "pass_presets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pass_presets_team_id_project_id_pass_index" ON "pass_presets" USING btree ("team_id","project_id","pass");--> statement-breakpoint
CREATE UNIQUE INDEX "pass_presets_name" ON "pass_presets" USING btree ("project_id","pass",lower("name")) WHERE archived_at is null;