drop view patient_overview;
