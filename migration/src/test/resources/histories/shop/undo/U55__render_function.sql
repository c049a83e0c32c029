DROP FUNCTION render(text, jsonb);
