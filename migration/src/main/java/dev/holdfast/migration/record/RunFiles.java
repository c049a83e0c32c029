package dev.holdfast.migration.record;

import dev.holdfast.core.metric.Ticker;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a ledger's folder: their names, and how one is made so that it is there as a whole or not at all. */
final class RunFiles {
    private static final String LOCK = ".lock";
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

    private static final Pattern NAME =
            Pattern.compile("([0-9]{8,18})-[a-z-]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.json");

    private final Path folder;
    private final Consumer<String> steps;

    /** With a listener that is told the name of each step before it is taken. */
    RunFiles(Path folder, Consumer<String> steps) {
        this.folder = folder;
        this.steps = steps;
    }

    /** What a folder holds: records by number, and the names of what is no record. */
    record Content(List<Path> records, List<String> leftovers) {}

    Content content() throws IOException {
        List<Path> records = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (NAME.matcher(name).matches()) {
                        records.add(file);
                    } else if (!name.equals(LOCK)) {
                        leftovers.add(name);
                    }
                }
            }
        }
        records.sort(Comparator.comparing(RunFiles::sequence).thenComparing(Path::getFileName));
        leftovers.sort(Comparator.naturalOrder());
        return new Content(records, leftovers);
    }

    static long sequence(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("file must be named as a record, got " + file.getFileName());
        }
        return Long.parseLong(name.group(1));
    }

    static String name(Kept kept) {
        String kind = kept.record().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return String.format(
                Locale.ROOT,
                "%08d-%s-%s.json",
                kept.sequence(),
                kind,
                kept.record().id());
    }

    /** The text of a record's file; empty when its bytes are no text or its last line is not ended. */
    static String document(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.endsWith("}\n") ? text.substring(0, text.length() - 1) : "";
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    /** Writes a new file; when this returns, it outlives a crash of the machine. */
    void write(String name, String document) throws IOException {
        Path temporary = folder.resolve(name + ".tmp");
        steps.accept("before-write");
        // A stream and not a channel: an interrupt, which may be why the run ended, must not keep its record from the
        // disk.
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            byte[] bytes = (document + "\n").getBytes(StandardCharsets.UTF_8);
            int half = bytes.length / 2;
            out.write(bytes, 0, half);
            steps.accept("half-written");
            out.write(bytes, half, bytes.length - half);
            steps.accept("before-sync");
            out.getFD().sync();
        }
        steps.accept("before-rename");
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        steps.accept("after-rename");
        synchronise(folder);
        steps.accept("after-sync");
    }

    /** Waits for the lock on the folder, against other processes. */
    Lock lock(Ticker ticker) throws IOException {
        return Lock.acquire(folder.resolve(LOCK), LOCK_LIMIT, ticker);
    }

    /** Makes the folder, and its name in the folder above it, last. */
    void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Path above = folder.toAbsolutePath().getParent();
            if (above != null) {
                synchronise(above);
            }
        }
    }

    /** Only POSIX systems open a folder to synchronise it; others do so with the rename. */
    private static void synchronise(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * An exclusive lock on a file, against other processes. Not against threads of this one: the caller sees to that, because
     * on POSIX systems closing one channel of a file lets go of every lock that the process has on it.
     */
    static final class Lock implements AutoCloseable {
        private static final Duration PAUSE = Duration.ofMillis(2);

        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        /** Waits for the lock, but not for ever: its holder may be stopped, or on a disk that no longer answers. */
        static Lock acquire(Path file, Duration limit, Ticker ticker) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long since = ticker.read();
            boolean interrupted = false;
            try {
                FileLock lock = channel.tryLock();
                while (lock == null && ticker.elapsed(since).compareTo(limit) < 0) {
                    LockSupport.parkNanos(channel, PAUSE.toNanos());
                    interrupted |= Thread.interrupted();
                    lock = channel.tryLock();
                }
                if (lock == null) {
                    throw new IOException("another process has held the lock for " + limit);
                }
                return new Lock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
