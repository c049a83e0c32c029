package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of passwords in PostgreSQL's own form (PostgreSQL manual §34.16): lines {@code host:port:database:role:password},
 * a star for any, a backslash before a colon or backslash; the first line that fits counts.
 */
final class PasswordFile {
    private static final int FIELDS = 5;
    private static final Set<PosixFilePermission> OF_THE_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    /** The password for a role at an address; empty when no line fits. */
    Optional<String> find(JdbcUrl url, String role) {
        requirePrivate();
        String database = url.database().isEmpty() ? role : url.database();
        List<String> wanted = List.of(url.host(), String.valueOf(url.port()), database, role);
        return lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(PasswordFile::fields)
                .filter(fields -> fields.size() == FIELDS && fits(fields, wanted))
                .map(fields -> fields.get(FIELDS - 1))
                .findFirst();
    }

    private void requirePrivate() {
        try {
            if (!Files.isRegularFile(file)) {
                throw CommandException.wrongUse(
                        "password file " + file + " must be a file: correct the name, or set HOLDFAST_PASSWORD");
            }
            // A system without these permissions has nothing to check; the server's own tools skip it there as well.
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file, new LinkOption[0]))) {
                throw CommandException.wrongUse(
                        "password file " + file + " must be readable by its owner alone: run chmod 600 on it");
            }
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private CommandException unreadable() {
        return CommandException.wrongUse(
                "password file " + file + " must be readable text in UTF-8: correct it, or set HOLDFAST_PASSWORD");
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The line's fields without their backslashes; the last one takes the rest of the line. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
