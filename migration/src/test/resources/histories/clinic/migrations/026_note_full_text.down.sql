drop index concurrently prescription_note_idx;
alter table prescription drop column note_tsv;
