ALTER TYPE book.entry_state ADD VALUE 'closed';
