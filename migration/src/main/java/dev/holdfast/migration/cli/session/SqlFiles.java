package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.lint.LintedScript;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SQL files to look at, in the order in which they would run.
 *
 * @param base the folder that relative names begin at
 */
public record SqlFiles(Path base) {
    private static final Pattern VERSION = Pattern.compile("^[VU]?([0-9]+)");
    private static final BigInteger LAST = BigInteger.TEN.pow(100);
    private static final Comparator<Path> ORDER =
            Comparator.comparing(SqlFiles::version).thenComparing(Comparator.naturalOrder());

    /**
     * Reads files.
     *
     * @param names files, as they stand, and folders, whose migrations are taken without their undo scripts
     * @return the scripts by version, those without one last
     * @throws CommandException when there is nothing of a name, or no text in UTF-8
     */
    public List<LintedScript> read(List<String> names) {
        List<Path> files = new ArrayList<>();
        names.forEach(name -> files.addAll(files(name)));
        if (files.isEmpty()) {
            throw CommandException.wrongUse("the folders must hold a .sql file: name others");
        }
        return files.stream().sorted(ORDER).map(this::script).toList();
    }

    private List<Path> files(String name) {
        Path path = base.resolve(name);
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw CommandException.wrongUse("there is no file or folder " + name + ": correct the name");
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile)
                    .filter(SqlFiles::isMigration)
                    .toList();
        } catch (IOException e) {
            throw CommandException.wrongUse("folder " + name + " must be readable: check its permissions");
        }
    }

    private static boolean isMigration(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".sql") && !name.matches("U[0-9].*__.*|.*\\.down\\.sql|down\\.sql");
    }

    private LintedScript script(Path file) {
        try {
            Path shown = file.startsWith(base) ? base.relativize(file) : file;
            return LintedScript.of(shown.toString(), Files.readString(file));
        } catch (IOException e) {
            throw CommandException.wrongUse("file " + file + " must be readable text in UTF-8: correct it");
        }
    }

    /** The number that a file or its folder begins with; what has none, such as a repeatable script, comes last. */
    private static BigInteger version(Path file) {
        Path parent = file.getParent();
        for (Path named : parent == null ? List.of(file) : List.of(file, parent)) {
            Matcher matcher = VERSION.matcher(String.valueOf(named.getFileName()));
            if (matcher.find()) {
                return new BigInteger(matcher.group(1));
            }
        }
        return LAST;
    }
}
