package dev.holdfast.audit.record.spool;

import dev.holdfast.audit.record.internal.disk.DiskFiles;
import dev.holdfast.audit.record.internal.disk.SpoolFiles;
import dev.holdfast.testkit.process.KillPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files on the disk, with a place to be killed before and after each thing that is done to them. */
final class KillableFiles implements SpoolFiles {
    private final SpoolFiles disk = new DiskFiles();

    @Override
    public Blank blank(Path path, long size) throws IOException {
        KillPoint.reached("spool before-blank");
        Blank half = disk.blank(path, size / 2);
        KillPoint.reached("spool half-blank");
        half.file().close();
        Blank whole = disk.blank(path, size);
        KillPoint.reached("spool after-blank");
        return whole;
    }

    @Override
    public SpoolFile finish(Blank blank, Path path, ByteBuffer header) throws IOException {
        KillPoint.reached("spool before-create");
        SpoolFile file = new KillableFile(disk.finish(blank, path, header));
        KillPoint.reached("spool after-create");
        return file;
    }

    @Override
    public SpoolFile open(Path path) throws IOException {
        return disk.open(path);
    }

    @Override
    public void delete(Path path) throws IOException {
        KillPoint.reached("spool before-remove");
        disk.delete(path);
        KillPoint.reached("spool after-remove");
    }

    private record KillableFile(SpoolFile file) implements SpoolFile {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            KillPoint.reached("spool before-write");
            // In two parts: in between, the frame is torn.
            int half = bytes.remaining() / 2;
            ByteBuffer first = bytes.slice(bytes.position(), half);
            file.write(first, position);
            KillPoint.reached("spool half-written");
            bytes.position(bytes.position() + half);
            file.write(bytes, position + half);
            KillPoint.reached("spool after-write");
        }

        @Override
        public void force() throws IOException {
            file.force();
            KillPoint.reached("spool after-force");
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
