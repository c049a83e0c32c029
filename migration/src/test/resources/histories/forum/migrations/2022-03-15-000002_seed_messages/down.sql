DELETE FROM messages WHERE id::text ~ '^(\d)\1{7}-';
