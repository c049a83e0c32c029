-- Undo of V002__create_totp_device.sql: every enrolment and every attempt counted is lost.
-- Locks: ACCESS EXCLUSIVE on both tables.

DROP TABLE ${schema}.${prefix}totp_attempt;
DROP TABLE ${schema}.${prefix}totp_device;
