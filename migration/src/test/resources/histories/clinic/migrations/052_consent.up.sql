CREATE TABLE consent (
    patient_id int REFERENCES patient,
    purpose text,
    given_on date NOT NULL,
    PRIMARY KEY (patient_id, purpose)
);
COMMENT ON TABLE consent IS 'One row for each purpose;
two lines of comment';
