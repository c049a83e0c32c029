SET lock_timeout = '4s';
SET SESSION work_mem TO '8MB';
SELECT current_setting('work_mem');
