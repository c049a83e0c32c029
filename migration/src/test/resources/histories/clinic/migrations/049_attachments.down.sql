drop table attachment;
