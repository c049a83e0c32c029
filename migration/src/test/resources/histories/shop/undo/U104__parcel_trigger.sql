DROP TRIGGER parcel_weight ON parcel;
DROP FUNCTION parcel_weight();
