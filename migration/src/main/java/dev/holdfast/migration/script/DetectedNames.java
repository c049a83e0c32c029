package dev.holdfast.migration.script;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes the names of a location for what most of them can only be. */
final class DetectedNames implements MigrationNaming {
    @Override
    public List<NamedScript> read(List<ScriptFile> files) {
        Optional<ScriptFile> flyway = first(files, FlywayNames::isMeant);
        Optional<ScriptFile> pair = first(files, PairNames::isMeant);
        if (flyway.isPresent() && pair.isPresent()) {
            throw new IllegalArgumentException("a location must hold one form of names, got " + flyway.get() + " and "
                    + pair.get() + ": rename one, or give them locations of their own");
        }
        return pair.isPresent() ? new PairNames().read(files) : new FlywayNames().read(files);
    }

    private static Optional<ScriptFile> first(List<ScriptFile> files, Predicate<ScriptFile> meant) {
        return files.stream().filter(FlywayNames::isSql).filter(meant).findFirst();
    }
}
