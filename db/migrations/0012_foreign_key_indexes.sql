CREATE INDEX "environment_images_state_id_index" ON "environment_images" USING btree ("state_id");--> statement-breakpoint
CREATE INDEX "inbox_items_project_id_index" ON "inbox_items" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "inbox_items_team_id_index" ON "inbox_items" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "face_readings_team_id_index" ON "face_readings" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "version_faces_nearest_image_id_index" ON "version_faces" USING btree ("nearest_image_id");--> statement-breakpoint
CREATE INDEX "masks_character_id_index" ON "masks" USING btree ("character_id");--> statement-breakpoint
CREATE INDEX "uploads_team_id_index" ON "uploads" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "clips_character_id_index" ON "clips" USING btree ("character_id");--> statement-breakpoint
CREATE INDEX "package_revisions_team_id_index" ON "package_revisions" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "notes_version_id_index" ON "notes" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "frames_team_id_index" ON "frames" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "versions_team_id_index" ON "versions" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "accounts_user_id_index" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "tokens_team_id_index" ON "tokens" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "saved_views_user_id_index" ON "saved_views" USING btree ("user_id");