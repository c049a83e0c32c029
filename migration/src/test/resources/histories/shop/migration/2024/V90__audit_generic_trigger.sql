CREATE SEQUENCE audit.entry_id_seq OWNED BY audit.entry.id;
ALTER TABLE audit.entry ALTER COLUMN id SET DEFAULT nextval('audit.entry_id_seq');
CREATE FUNCTION audit.log() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS
$$
BEGIN
    INSERT INTO entry (at, what) VALUES (now(), format('%s on %I.%I', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME));
    RETURN coalesce(NEW, OLD);
END;
$$;
REVOKE ALL ON FUNCTION audit.log() FROM PUBLIC;
CREATE TRIGGER voucher_audit AFTER INSERT OR DELETE ON voucher FOR EACH ROW EXECUTE FUNCTION audit.log();
