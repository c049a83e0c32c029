DROP TABLE book.voucher;
DROP SEQUENCE book.voucher_no;
