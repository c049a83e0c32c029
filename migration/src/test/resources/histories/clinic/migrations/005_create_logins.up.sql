create table logins (
  person_id int primary key references staff.person (id),
  username citext not null unique,
  password_hash text not null check (password_hash like '$argon2id$%'),
  last_seen timestamptz
);
insert into logins values
  (1, 'Iris', '$argon2id$v=19$m=65536,t=3,p=4$aW52ZW50ZWQ$bm9uZQ', null),
  (2, 'Jon', '$argon2id$v=19$m=65536,t=3,p=4$aW52ZW50ZWQ$bm9uZTI', null);
