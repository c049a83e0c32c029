CREATE FUNCTION book.check_balanced() RETURNS trigger LANGUAGE plpgsql SET search_path = book AS $$
BEGIN
    IF (SELECT coalesce(sum(amount), 0) FROM posting WHERE journal_id = coalesce(NEW.journal_id, OLD.journal_id)) <> 0 THEN
        RAISE EXCEPTION 'journal % does not balance', coalesce(NEW.journal_id, OLD.journal_id) USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER posting_balanced AFTER INSERT OR UPDATE OR DELETE ON book.posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION book.check_balanced();
