package dev.holdfast.migration.script;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Scripts at hand, offered to Flyway in place of its scanner.
 *
 * <p>So a module's scripts need no class path scan, scripts that were generated take part beside those from folders, and
 * a folder that is missing cannot be overlooked. Names and paths are those that Flyway's own scanner gives, so that a
 * history written here is read by a plain Flyway and the other way round. Thread-safe.
 */
public final class ScriptResources implements ResourceProvider {
    private final List<ScriptFile> files;

    /**
     * Offers these files.
     *
     * @param files the scripts
     */
    public ScriptResources(List<ScriptFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return files.stream()
                .filter(file -> file.path().equals(name) || file.toString().equals(name))
                .findFirst()
                .map(Loaded::new)
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.fileName().startsWith(prefix))
                .filter(file -> Arrays.stream(suffixes).anyMatch(file.fileName()::endsWith))
                .<LoadableResource>map(Loaded::new)
                .toList();
    }

    /** A script in the form Flyway reads. */
    private static final class Loaded extends LoadableResource {
        private final ScriptFile file;

        Loaded(ScriptFile file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            return new StringReader(file.text());
        }

        @Override
        public String getAbsolutePath() {
            return file.toString();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return file.toString();
        }

        @Override
        public String getFilename() {
            return file.fileName();
        }

        @Override
        public String getRelativePath() {
            return file.path();
        }
    }
}
