package dev.holdfast.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Numeric owners of files; a number, because in a container neither this user nor the server's may have a name. */
final class FileOwner {

    private FileOwner() {}

    static int of(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** This process's own user: whoever owns what it creates. */
    static int self(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "holdfast-owner-", "");
        try {
            return of(probe);
        } finally {
            Files.delete(probe);
        }
    }

    static void give(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
