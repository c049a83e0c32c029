drop event trigger forbid_drop;
drop function forbid_drop();
