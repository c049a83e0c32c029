alter table rooms alter column label type varchar(40) collate "default";
drop collation natural_c;
