alter table visit drop column if exists room_id;
