package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.archive.format.ArchiveFile;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.core.tx.TransactionRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Archives in a table of a second database, for months small enough to be held in memory: a file is whole because its
 * row is. Thread-safe.
 *
 * @param database owns the transactions; of a server that whoever administers the log's does not administer
 */
record ArchiveFileTable(TransactionRunner database) implements ArchiveStore {
    static final String DDL = """
            CREATE TABLE archive_file (
                name    text  COLLATE "C" CONSTRAINT archive_file_pkey PRIMARY KEY,
                content bytea NOT NULL
            )""";

    private static final String WRITE = "INSERT INTO archive_file (name, content) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET content = excluded.content";

    @Override
    public void write(String name, Content content) throws IOException {
        String checked = checked(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        database.run(tx -> {
            int unused = tx.execute(WRITE, checked, bytes.toByteArray());
        });
    }

    @Override
    public InputStream read(String name) throws IOException {
        String checked = checked(name);
        List<byte[]> found = database.call(tx -> tx.fetch("SELECT content FROM archive_file WHERE name = ?", checked)
                .getValues(0, byte[].class));
        if (found.isEmpty()) {
            throw new NoSuchFileException(name);
        }
        return new ByteArrayInputStream(found.get(0));
    }

    @Override
    public void delete(String name) {
        String checked = checked(name);
        database.run(tx -> {
            int unused = tx.execute("DELETE FROM archive_file WHERE name = ?", checked);
        });
    }

    @Override
    public List<String> list() {
        return database.call(
                tx -> tx.fetch("SELECT name FROM archive_file ORDER BY name").getValues(0, String.class));
    }

    private static String checked(String name) {
        if (!ArchiveFile.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be lower-case letters, digits, dots and hyphens");
        }
        return name;
    }
}
