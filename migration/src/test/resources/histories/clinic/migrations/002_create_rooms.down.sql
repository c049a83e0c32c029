drop table if exists rooms;
