drop table availability;
