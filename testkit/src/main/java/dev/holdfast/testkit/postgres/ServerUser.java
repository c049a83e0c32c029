package dev.holdfast.testkit.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The user the server runs as: this process's own, or an unprivileged one when this process is root, as whom
 * PostgreSQL refuses to start.
 *
 * @param prefix the words put before a command to run it as that user; empty for this process's own
 * @param uid to whom the data folder is given; empty when it stays with this process's user
 */
record ServerUser(List<String> prefix, OptionalInt uid) {

    private static final int NOBODY = 65534;

    static ServerUser choose(int self) {
        if (self != 0) {
            return new ServerUser(List.of(), OptionalInt.empty());
        }
        String ids = NOBODY + ":" + NOBODY;
        return Stream.of(
                        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
                        List.of("runuser", "-u", "nobody", "--"),
                        List.of("unshare", "-U"),
                        List.of("chroot", "--userspec=" + ids, "/"))
                .flatMap(prefix -> working(prefix).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run as root, and none of setpriv,"
                        + " runuser, unshare and chroot could run a command as another user: run the tests as an"
                        + " ordinary user"));
    }

    void own(Path folder) throws IOException {
        if (uid.isPresent()) {
            FileOwner.give(folder, uid.getAsInt(), uid.getAsInt());
        }
    }

    private static Optional<ServerUser> working(List<String> prefix) {
        return idAfter(prefix)
                .filter(id -> id != 0)
                // In a user name space the process shows another number but is still this user to the file system.
                .map(id ->
                        new ServerUser(prefix, prefix.contains("unshare") ? OptionalInt.empty() : OptionalInt.of(id)));
    }

    private static Optional<Integer> idAfter(List<String> prefix) {
        List<String> command =
                Stream.concat(prefix.stream(), Stream.of("id", "-u")).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return process.waitFor() == 0 ? Optional.of(Integer.valueOf(answer)) : Optional.empty();
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
