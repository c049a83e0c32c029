CREATE RULE live_posts_delete AS ON DELETE TO live_posts DO INSTEAD UPDATE posts SET deleted_at = now() WHERE id = OLD.id;
