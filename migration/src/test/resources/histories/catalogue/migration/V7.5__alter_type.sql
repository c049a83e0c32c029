ALTER TYPE size RENAME VALUE 's' TO 'small';
ALTER TYPE crate ADD ATTRIBUTE weight integer CASCADE;
