CREATE FUNCTION parcel_weight() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.weight_g := coalesce(NEW.weight_g, 0); RETURN NEW; END;';
CREATE TRIGGER parcel_weight BEFORE INSERT ON parcel FOR EACH ROW EXECUTE FUNCTION parcel_weight();
