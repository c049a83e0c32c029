drop table drug_interaction;
