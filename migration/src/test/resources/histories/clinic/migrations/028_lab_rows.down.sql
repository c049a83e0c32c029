delete from lab.result;
delete from lab.sample;
