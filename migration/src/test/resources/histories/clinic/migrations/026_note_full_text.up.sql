alter table prescription add column note_tsv tsvector generated always as (to_tsvector('simple', coalesce(note, ''))) stored;
create index concurrently prescription_note_idx on prescription using gin (note_tsv);
