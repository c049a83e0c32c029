package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.audit.archive.format.ArchiveManifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthReturnTest {
    /** More than one statement holds, and not a multiple of it. */
    private static final int EVENTS = 205;

    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private YearMonth month;

    @BeforeEach
    void archive() {
        fixture = new ArchiveFixture(directory);
        month = fixture.month();
        fixture.append(month, EVENTS);
        fixture.sealAll();
        fixture.run();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void insert_moreThanAStatementHolds_bringsEveryEventBackAsItWas() throws SQLException {
        assertThat(fixture.archive().bringBack(month)).isInstanceOf(ArchiveResult.Moved.class);
        assertThat(fixture.rows(month)).isEqualTo(EVENTS);
    }

    /** A connection pool logs what broke a connection, with all of its message. */
    @Test
    void insert_connectionEnded_saysNothingOfTheEvents() throws SQLException {
        ArchiveManifest manifest = fixture.opened(month);
        SQLException failure;
        try (Connection connection = fixture.audit().database().connect()) {
            fixture.audit().database().execute("SELECT pg_terminate_backend(" + pid(connection) + ", 10000)");
            failure = catchThrowableOfType(
                    SQLException.class,
                    () -> MonthReturn.insert(connection, "holdfast.audit_event", manifest, fixture.store()));
        }
        for (Throwable each : failure) {
            assertThat(each.toString()).doesNotContain("VALUES");
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
