package dev.holdfast.audit.record.spool;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The two kinds of files that hold events. */
enum FileKind {
    /** Acknowledged events on their way into the log; each file names its predecessor's end. */
    SEGMENT(".seg"),
    /** Acknowledged events that the log has refused. */
    REFUSED(".refused");

    private final String suffix;
    private final Pattern name;

    FileKind(String suffix) {
        this.suffix = suffix;
        this.name = Pattern.compile("[0-9a-f]{16}\\" + suffix);
    }

    boolean isChained() {
        return this == SEGMENT;
    }

    Path path(Path directory, long number) {
        return directory.resolve(digits(number) + suffix);
    }

    boolean isName(Path path) {
        return name.matcher(String.valueOf(path.getFileName())).matches();
    }

    static String digits(long number) {
        return HexFormat.of().toHexDigits(number);
    }
}
