CREATE FUNCTION book.stamp_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.detail := coalesce(NEW.detail, '{}') || jsonb_build_object('by', current_user); RETURN NEW; END $$;
CREATE TRIGGER event_stamp BEFORE INSERT ON book.event FOR EACH ROW EXECUTE FUNCTION book.stamp_event();
