package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.migration.rehearse.scratch.DumpSource.Login;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Reason;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Refused;
import dev.holdfast.migration.sql.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Scratch databases from the structure that {@code pg_dump} gives and the rows of chosen tables, of a source in use.
 *
 * <p>Rows are copied between the dump's two sections, as {@code pg_restore} does it: indexes, foreign keys and triggers
 * come after them.
 */
final class DumpScratch implements ScratchDatabases {
    /** As JSON, since the locale's column has another name in 15 and 16 than later. */
    private static final String CREATE = """
            SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', ?::text,
                          pg_encoding_to_char(encoding), datcollate, datctype)
                   || CASE WHEN datlocprovider = 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                           coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale')) ELSE '' END
            FROM pg_database d WHERE datname = ?
            """;

    private static final String DENIED = "42501";

    private final ScratchServer server;
    private final DumpSource source;

    DumpScratch(ScratchServer server, DumpSource source) {
        this.server = server;
        this.source = source;
    }

    @Override
    public ScratchResult create() {
        return server.create(this::fill);
    }

    @Override
    public List<String> removeLeftovers(Duration olderThan) {
        return server.removeLeftovers(olderThan);
    }

    @Override
    public String toString() {
        return "ScratchDatabases[dump of " + source.login().database() + "]";
    }

    private ScratchResult fill(Connection maintenance, Scratch scratch) throws SQLException {
        Optional<Refused> refused = createEmpty(maintenance, scratch);
        if (refused.isPresent()) {
            return refused.get();
        }
        DatabaseSettings.copy(maintenance, source.login().database(), scratch.name());
        try (ClientProgram program = new ClientProgram(source)) {
            refused = section(program, scratch, "pre-data");
            if (refused.isEmpty()) {
                ChosenRows.copy(server.to(source.login().database()), scratch.dataSource(), source.tables());
                refused = section(program, scratch, "post-data");
            }
        }
        return refused.<ScratchResult>map(it -> it).orElseGet(() -> new ScratchResult.Ready(scratch));
    }

    private Optional<Refused> createEmpty(Connection maintenance, Scratch scratch) throws SQLException {
        try (PreparedStatement statement = maintenance.prepareStatement(CREATE)) {
            statement.setString(1, scratch.name());
            statement.setString(2, source.login().database());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.of(new Refused(
                            Reason.NO_SUCH_SOURCE,
                            "source database must exist, got '" + source.login().database() + "'"));
                }
                ScratchServer.execute(maintenance, row.getString(1));
                return Optional.empty();
            }
        } catch (SQLException e) {
            if (!DENIED.equals(e.getSQLState())) {
                throw e;
            }
            String said = SqlFailure.in(e).map(SqlFailure::toString).orElse(DENIED);
            return Optional.of(new Refused(
                    Reason.NOT_ALLOWED, "the role may not create a database (" + said + "): give it CREATEDB"));
        }
    }

    private Optional<Refused> section(ClientProgram program, Scratch scratch, String section) {
        String dump = program.file(section).toString();
        Login from = source.login();
        return program.run(from, "pg_dump", List.of("--section", section, "--no-subscriptions", "--file", dump))
                .or(() -> program.run(
                        from.to(scratch.name()),
                        "psql",
                        List.of("--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump)))
                .map(complaint -> refused(section, complaint));
    }

    private Refused refused(String section, String complaint) {
        String next = section.equals("pre-data")
                ? ": correct it, or rehearse on a template"
                : ": choose the tables that its constraints refer to as well";
        return new Refused(
                Reason.PROGRAM_FAILED,
                "database " + source.login().database() + " could not be dumped into a copy (" + complaint + ")"
                        + next);
    }
}
