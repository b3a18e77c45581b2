CREATE TABLE "prompt_snippets" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"title" text NOT NULL,
	"positive" text DEFAULT '' NOT NULL,
	"negative" text DEFAULT '' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "environment_states" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"name" text NOT NULL,
	"time_of_day" text DEFAULT 'other' NOT NULL,
	"azimuth" real DEFAULT 0 NOT NULL,
	"elevation" real DEFAULT 45 NOT NULL,
	"colour" text DEFAULT '#ffffff' NOT NULL,
	"intensity" real DEFAULT 1 NOT NULL,
	"flicker" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"phrase" text DEFAULT '' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"user_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "follows_user_id_subject_id_pk" PRIMARY KEY("user_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "inbox_items" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"project_id" text,
	"kind" text NOT NULL,
	"actor_id" text,
	"subject_id" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "face_readings" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"version_id" text NOT NULL,
	"detector" text NOT NULL,
	"model" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "version_faces" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"version_id" text NOT NULL,
	"face" jsonb NOT NULL,
	"character_id" text,
	"assigned_by" text,
	"nearest_image_id" text,
	"angle_apart" real,
	"score" real,
	"model" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clips" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"character_id" text,
	"media_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"error" text,
	"job_id" text,
	"facts" jsonb,
	"sheet_media_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"removed_at" timestamp with time zone,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_handovers" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"package_id" text NOT NULL,
	"revision_id" text NOT NULL,
	"resolution" integer NOT NULL,
	"advice" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "package_revisions" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"package_id" text NOT NULL,
	"number" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"images" jsonb NOT NULL,
	"approved_at" timestamp with time zone,
	"approved_by" text,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"shot_id" text NOT NULL,
	"type" text NOT NULL,
	"status" text DEFAULT 'todo' NOT NULL,
	"assignee_id" text,
	"due_on" date,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_transitions" (
	"team_id" text NOT NULL,
	"from_code" text NOT NULL,
	"to_code" text NOT NULL,
	"role" text,
	CONSTRAINT "status_transitions_team_id_from_code_to_code_pk" PRIMARY KEY("team_id","from_code","to_code")
);
--> statement-breakpoint
CREATE TABLE "task_statuses" (
	"team_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"colour" text NOT NULL,
	"state" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"is_wip" boolean DEFAULT false NOT NULL,
	"is_feedback_request" boolean DEFAULT false NOT NULL,
	"is_retake" boolean DEFAULT false NOT NULL,
	"is_done" boolean DEFAULT false NOT NULL,
	"is_artist_allowed" boolean DEFAULT true NOT NULL,
	"is_client_allowed" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_statuses_team_id_code_pk" PRIMARY KEY("team_id","code")
);
--> statement-breakpoint
CREATE TABLE "playlist_shots" (
	"playlist_id" text NOT NULL,
	"shot_id" text NOT NULL,
	"team_id" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "playlist_shots_playlist_id_shot_id_pk" PRIMARY KEY("playlist_id","shot_id")
);
--> statement-breakpoint
CREATE TABLE "playlists" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamp with time zone,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"area" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "age" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "gender" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "ethnicity" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "must_have" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "must_not" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "name_in_prompt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "prompt_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "fragments" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "negative" text;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "dos" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "donts" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "palette" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "height_cm" integer;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "voice" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "started_from" text;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "start_prompt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "characters" ADD COLUMN "start_media_id" text;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "state_id" text;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "role" text DEFAULT 'plate' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "angle" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "paired_with_id" text;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "white_is_near" boolean;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "scores" jsonb;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "licence" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "environment_images" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "kind" text DEFAULT 'plate' NOT NULL;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "prompt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "depicts" text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "origin" text DEFAULT 'upload' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "source_media_id" text;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "clip_id" text;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "clip_frame" integer;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "prompt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "prompt_fields" jsonb;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "yaw" real;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "pitch" real;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "angle_by" text;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "lighting" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "expression" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "keep" boolean;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "checks" jsonb;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "phash" text;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "signed_off_by" text;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "signed_off_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "deviations" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "package_images" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "hair" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "props" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "lora_name" text;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "status" text DEFAULT 'draft' NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "last_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "approved_revision" integer;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "default_negative" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "automations_off" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "frame_in" integer DEFAULT 1001 NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "scene" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "size" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "angle" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "move" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "lens" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "shots" ADD COLUMN "environment_state_id" text;--> statement-breakpoint
ALTER TABLE "prompt_snippets" ADD CONSTRAINT "prompt_snippets_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_snippets" ADD CONSTRAINT "prompt_snippets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_states" ADD CONSTRAINT "environment_states_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_states" ADD CONSTRAINT "environment_states_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_readings" ADD CONSTRAINT "face_readings_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "face_readings" ADD CONSTRAINT "face_readings_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_faces" ADD CONSTRAINT "version_faces_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_faces" ADD CONSTRAINT "version_faces_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_faces" ADD CONSTRAINT "version_faces_character_id_characters_id_fk" FOREIGN KEY ("character_id") REFERENCES "public"."characters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_faces" ADD CONSTRAINT "version_faces_nearest_image_id_package_images_id_fk" FOREIGN KEY ("nearest_image_id") REFERENCES "public"."package_images"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clips" ADD CONSTRAINT "clips_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clips" ADD CONSTRAINT "clips_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clips" ADD CONSTRAINT "clips_character_id_characters_id_fk" FOREIGN KEY ("character_id") REFERENCES "public"."characters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clips" ADD CONSTRAINT "clips_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_handovers" ADD CONSTRAINT "dataset_handovers_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_handovers" ADD CONSTRAINT "dataset_handovers_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_handovers" ADD CONSTRAINT "dataset_handovers_revision_id_package_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."package_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_revisions" ADD CONSTRAINT "package_revisions_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_revisions" ADD CONSTRAINT "package_revisions_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_shot_id_shots_id_fk" FOREIGN KEY ("shot_id") REFERENCES "public"."shots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_transitions" ADD CONSTRAINT "status_transitions_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_statuses" ADD CONSTRAINT "task_statuses_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playlist_shots" ADD CONSTRAINT "playlist_shots_playlist_id_playlists_id_fk" FOREIGN KEY ("playlist_id") REFERENCES "public"."playlists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playlist_shots" ADD CONSTRAINT "playlist_shots_shot_id_shots_id_fk" FOREIGN KEY ("shot_id") REFERENCES "public"."shots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playlists" ADD CONSTRAINT "playlists_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playlists" ADD CONSTRAINT "playlists_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prompt_snippets_team_id_project_id_position_index" ON "prompt_snippets" USING btree ("team_id","project_id","position");--> statement-breakpoint
CREATE INDEX "environment_states_team_id_environment_id_position_index" ON "environment_states" USING btree ("team_id","environment_id","position");--> statement-breakpoint
CREATE INDEX "follows_team_id_subject_id_index" ON "follows" USING btree ("team_id","subject_id");--> statement-breakpoint
CREATE INDEX "inbox_mine" ON "inbox_items" USING btree ("user_id","team_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "inbox_unread" ON "inbox_items" USING btree ("user_id","team_id") WHERE read_at is null and archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "face_readings_version" ON "face_readings" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "version_faces_team_id_version_id_index" ON "version_faces" USING btree ("team_id","version_id");--> statement-breakpoint
CREATE INDEX "version_faces_character_id_index" ON "version_faces" USING btree ("character_id");--> statement-breakpoint
CREATE INDEX "clips_team_id_project_id_created_at_index" ON "clips" USING btree ("team_id","project_id","created_at");--> statement-breakpoint
CREATE INDEX "dataset_handovers_team_id_package_id_index" ON "dataset_handovers" USING btree ("team_id","package_id");--> statement-breakpoint
CREATE UNIQUE INDEX "package_revisions_number" ON "package_revisions" USING btree ("package_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_shot_type" ON "tasks" USING btree ("shot_id","type");--> statement-breakpoint
CREATE INDEX "tasks_team_id_project_id_index" ON "tasks" USING btree ("team_id","project_id");--> statement-breakpoint
CREATE INDEX "tasks_team_id_assignee_id_index" ON "tasks" USING btree ("team_id","assignee_id");--> statement-breakpoint
CREATE INDEX "status_transitions_team_id_index" ON "status_transitions" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "playlist_shots_shot_id_index" ON "playlist_shots" USING btree ("shot_id");--> statement-breakpoint
CREATE INDEX "playlists_team_id_project_id_index" ON "playlists" USING btree ("team_id","project_id");--> statement-breakpoint
CREATE INDEX "saved_views_team_id_project_id_area_index" ON "saved_views" USING btree ("team_id","project_id","area");--> statement-breakpoint
ALTER TABLE "characters" ADD CONSTRAINT "characters_start_media_id_media_id_fk" FOREIGN KEY ("start_media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_images" ADD CONSTRAINT "environment_images_state_id_environment_states_id_fk" FOREIGN KEY ("state_id") REFERENCES "public"."environment_states"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_images" ADD CONSTRAINT "package_images_source_media_id_media_id_fk" FOREIGN KEY ("source_media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "packages_project_lora" ON "packages" USING btree ("project_id","lora_name") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "jobs_subject" ON "jobs" USING btree ("subject_id") WHERE subject_id is not null;--> statement-breakpoint
-- The words every team begins with; the same rows as contract/statuses.
INSERT INTO "task_statuses" ("team_id", "code", "name", "colour", "state", "is_default", "is_wip", "is_feedback_request", "is_retake", "is_done", "is_artist_allowed", "is_client_allowed", "position")
SELECT t."id", s.* FROM "teams" t CROSS JOIN (VALUES
  ('todo', 'Todo', '#f5f5f5', 'not_started', true, false, false, false, false, true, false, 0),
  ('ready', 'Ready', '#fbc02d', 'not_started', false, false, false, false, false, true, false, 1),
  ('wip', 'In progress', '#3273dc', 'in_progress', false, true, false, false, false, true, false, 2),
  ('wfa', 'Needs review', '#ab26ff', 'in_progress', false, false, true, false, false, true, false, 3),
  ('retake', 'Retake', '#ff3860', 'in_progress', false, false, false, true, false, false, false, 4),
  ('done', 'Approved', '#22d160', 'done', false, false, false, false, true, false, false, 5),
  ('hold', 'On hold', '#fa6e46', 'blocked', false, false, false, false, false, true, false, 6),
  ('omit', 'Omitted', '#9e9e9e', 'blocked', false, false, false, false, false, true, false, 7)
) AS s;
