DROP TABLE visit;
DROP TABLE patient;
DROP FUNCTION age_at(date, date);
DROP TYPE sex;
DROP SCHEMA staff CASCADE;
