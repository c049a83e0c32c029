create collation natural_c (provider = libc, locale = 'C');
alter table rooms alter column label type varchar(40) collate natural_c;
