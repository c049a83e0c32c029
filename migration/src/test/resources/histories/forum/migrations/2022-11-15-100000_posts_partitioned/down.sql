DROP TABLE post_archive;
