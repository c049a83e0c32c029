-- V58 was reverted before it was released; the number stays taken.
/* CREATE TABLE never_made (id int); */
