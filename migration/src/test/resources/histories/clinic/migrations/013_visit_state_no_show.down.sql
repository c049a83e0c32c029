select 1 where false; -- removing enum values is not supported
