package dev.holdfast.testkit.postgres;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an {@link EmbeddedPostgres} is set up; immutable, each {@code with…} gives a changed copy.
 *
 * @param settings the server settings, as {@code postgresql.conf} names and writes them
 * @param version the version of the binaries' artifact, such as {@code 16.15.0}; empty takes the system property
 *     {@code holdfast.postgres.version}, else the first on the class path
 * @param folder where the data folder is made; empty takes the memory file system when {@code memory} is set and
 *     there is one with room, else {@code java.io.tmpdir}
 * @param memory whether the data may live in memory
 */
public record ServerOptions(
        Map<String, String> settings, Optional<String> version, Optional<Path> folder, boolean memory) {

    private static final Set<String> OURS = Set.of("port", "listen_addresses", "unix_socket_directories");

    /**
     * Copies the settings and checks their names.
     *
     * @throws IllegalArgumentException when a setting says where the server listens, or is no setting's name
     */
    public ServerOptions {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        for (String name : settings.keySet()) {
            if (!name.matches("[a-zA-Z_][a-zA-Z0-9_.]*")) {
                throw new IllegalArgumentException("setting name must be a PostgreSQL setting's, got '" + name + "'");
            }
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("setting " + name + " is chosen by the launcher: remove it");
            }
        }
    }

    /**
     * Settings for tests: nothing is forced to disk, the data lives in memory when there is room, up to 300
     * connections and 16 prepared transactions, no autovacuum. A killed server loses the last commits it acknowledged;
     * {@link #durable()} is for tests that kill it.
     *
     * @return the options
     */
    public static ServerOptions fast() {
        return new ServerOptions(Map.of(), Optional.empty(), Optional.empty(), true)
                .withSetting("fsync", "off")
                .withSetting("synchronous_commit", "off")
                .withSetting("full_page_writes", "off")
                .withSetting("max_connections", "300")
                .withSetting("max_prepared_transactions", "16")
                // Inside the data folder, so that a killed server leaves nothing outside it.
                .withSetting("dynamic_shared_memory_type", "mmap")
                // Neither plans nor timings of a test should depend on when a background worker came by.
                .withSetting("autovacuum", "off")
                .withSetting("min_wal_size", "32MB")
                .withSetting("max_wal_size", "256MB");
    }

    /**
     * PostgreSQL's own defaults, on disk: for benchmarks and for proofs that nothing acknowledged is lost.
     *
     * @return the options
     */
    public static ServerOptions durable() {
        return new ServerOptions(Map.of(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * These options with one more setting; a later value replaces an earlier.
     *
     * @param name the setting, such as {@code log_statement}
     * @param value its value, unquoted
     * @return the changed copy
     */
    public ServerOptions withSetting(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new ServerOptions(changed, version, folder, memory);
    }

    /**
     * These options with the version of the server programs; their artifact must be on the class path.
     *
     * @param wanted the artifact's version, such as {@code 16.15.0}
     * @return the changed copy
     */
    public ServerOptions withVersion(String wanted) {
        return new ServerOptions(settings, Optional.of(wanted), folder, memory);
    }

    /**
     * These options with the data folder made below a folder of choice, for example on the disk to be measured.
     *
     * @param parent an existing folder, which the server's user may enter
     * @return the changed copy
     */
    public ServerOptions withFolder(Path parent) {
        return new ServerOptions(settings, version, Optional.of(parent), memory);
    }

    /** What is appended to {@code postgresql.conf}. */
    String configuration() {
        StringBuilder lines = new StringBuilder();
        append(lines, "listen_addresses", "127.0.0.1");
        append(lines, "unix_socket_directories", "");
        // The launcher waits for a line of the server's log, so it must come in English and on standard error.
        append(lines, "lc_messages", "C");
        append(lines, "timezone", "UTC");
        append(lines, "log_timezone", "UTC");
        settings.forEach((name, value) -> append(lines, name, value));
        return lines.toString();
    }

    private static void append(StringBuilder lines, String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("'", "''");
        lines.append(name).append(" = '").append(escaped).append("'\n");
    }
}
