drop trigger check_interactions on prescription;
drop function check_interactions();
