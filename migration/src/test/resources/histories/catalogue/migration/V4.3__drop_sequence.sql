DROP SEQUENCE ticket_no;
