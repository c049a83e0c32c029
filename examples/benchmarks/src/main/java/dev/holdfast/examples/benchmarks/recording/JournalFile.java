package dev.holdfast.examples.benchmarks.recording;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The least that makes records durable: a file written out in advance, records with their length behind each other, a
 * force. Begins anew at its end. Not thread-safe.
 */
final class JournalFile implements Closeable {
    private static final int SIZE = 64 << 20;
    private static final int ZEROS = 1 << 20;

    private final FileChannel channel;
    private long at;
    private long records;

    private JournalFile(FileChannel channel) {
        this.channel = channel;
    }

    static JournalFile in(SpoolFolder folder, String name) throws IOException {
        Path path = folder.path().resolve(name);
        FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE);
        for (long end = 0; end < SIZE; end += ZEROS) {
            write(channel, ByteBuffer.allocate(ZEROS), end);
        }
        channel.force(true);
        return new JournalFile(channel);
    }

    /** Writes records and forces them, as the file's metadata do not change, the data alone. */
    void append(ByteBuffer bytes, int count) throws IOException {
        if (at + bytes.remaining() > SIZE) {
            at = 0;
        }
        int length = bytes.remaining();
        write(channel, bytes, at);
        channel.force(false);
        at += length;
        records += count;
    }

    long records() {
        return records;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
