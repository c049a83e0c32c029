DELETE FROM book.account;
