package dev.holdfast.audit.record.spool;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.holdfast.audit.record.internal.disk.DiskFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Files on the disk, which refuses what the test says, as a full one does. */
final class FaultyFiles implements SpoolFiles {
    private static final int MANY = 1 << 20;

    private final SpoolFiles disk = new DiskFiles();
    private final Semaphore blanks = new Semaphore(0);
    private final Semaphore forcing = new Semaphore(0);
    private final Semaphore forces = new Semaphore(MANY);
    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();

    /** What is refused. */
    enum Fault {
        BLANK,
        CREATE,
        WRITE,
        FORCE,
        DELETE
    }

    void begin(Fault fault) {
        faults.add(fault);
    }

    void end(Fault fault) {
        faults.remove(fault);
    }

    /** Until so many further files have been made ready. */
    void awaitBlanks(int count) throws InterruptedException {
        if (!blanks.tryAcquire(count, 30, SECONDS)) {
            throw new AssertionError("no file was made ready");
        }
    }

    /** Lets no force end any more. */
    void holdForces() {
        forcing.drainPermits();
        forces.drainPermits();
    }

    /** Until one is held. */
    void awaitForce() throws InterruptedException {
        if (!forcing.tryAcquire(30, SECONDS)) {
            throw new AssertionError("nothing was forced");
        }
    }

    /** Lets so many of them end. */
    void endForces(int count) {
        forces.release(count);
    }

    private void check(Fault fault) throws IOException {
        if (faults.contains(fault)) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public Blank blank(Path path, long size) throws IOException {
        check(Fault.BLANK);
        check(Fault.CREATE);
        Blank blank = disk.blank(path, size);
        blanks.release();
        return blank;
    }

    @Override
    public SpoolFile finish(Blank blank, Path path, ByteBuffer header) throws IOException {
        check(Fault.CREATE);
        return new Faulty(disk.finish(blank, path, header));
    }

    @Override
    public SpoolFile open(Path path) throws IOException {
        return disk.open(path);
    }

    @Override
    public void delete(Path path) throws IOException {
        check(Fault.DELETE);
        disk.delete(path);
    }

    private final class Faulty implements SpoolFile {
        private final SpoolFile file;

        Faulty(SpoolFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            check(Fault.WRITE);
            file.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
            check(Fault.FORCE);
            forcing.release();
            forces.acquireUninterruptibly();
            file.force();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
