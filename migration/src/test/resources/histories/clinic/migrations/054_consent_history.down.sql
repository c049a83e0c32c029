drop rule consent_withdrawn on consent;
drop table consent_history;
