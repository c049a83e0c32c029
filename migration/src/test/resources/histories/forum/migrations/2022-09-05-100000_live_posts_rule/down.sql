DROP RULE live_posts_delete ON live_posts;
