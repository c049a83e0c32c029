CREATE FUNCTION book.refuse_locked() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    IF EXISTS (SELECT FROM book.period WHERE locked AND span @> NEW.booked_on) THEN
        RAISE EXCEPTION USING MESSAGE = format('period of %s is locked', NEW.booked_on), ERRCODE = 'LK001';
    END IF;
    RETURN NEW;
END $fn$;
CREATE TRIGGER journal_locked BEFORE INSERT OR UPDATE OF booked_on ON book.journal FOR EACH ROW EXECUTE FUNCTION book.refuse_locked();
