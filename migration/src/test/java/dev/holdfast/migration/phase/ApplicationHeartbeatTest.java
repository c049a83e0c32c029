package dev.holdfast.migration.phase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApplicationHeartbeatTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final MutableClock clock = MutableClock.at(NOON);
    private TestDatabase database;
    private VersionsSeen seen;

    @BeforeEach
    void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(MigrationSchema.module().ddl(Namespace.defaults()));
        seen = VersionsSeen.heartbeats(database.dataSource(), Namespace.defaults());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private ApplicationHeartbeat shop(String instance) {
        return ApplicationHeartbeat.of(Namespace.defaults(), "shop", instance, clock);
    }

    private void inTransaction(boolean commit, Consumer<DSLContext> work) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            work.accept(DSL.using(connection, SQLDialect.POSTGRES));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    @Test
    void beat_instanceMovesOn_itsLatestVersionAndTimeStand() throws SQLException {
        inTransaction(true, tx -> shop("a").beat(tx, new ApplicationVersion("1.0")));
        clock.advance(Duration.ofMinutes(1));
        inTransaction(true, tx -> shop("a").beat(tx, new ApplicationVersion("1.1")));
        assertThat(seen.of("shop"))
                .containsExactly(new SeenVersion("shop", "a", "1.1", NOON.plus(Duration.ofMinutes(1))));
    }

    @Test
    void beat_olderOneArrivesLate_doesNotHideTheNewer() throws SQLException {
        inTransaction(true, tx -> shop("a").beat(tx, new ApplicationVersion("1.1")));
        clock.set(NOON.minusSeconds(1));
        inTransaction(true, tx -> shop("a").beat(tx, new ApplicationVersion("1.0")));
        assertThat(seen.of("shop")).extracting(SeenVersion::version).containsExactly("1.1");
    }

    @Test
    void beat_hostRollsBack_nothingWasSeen() throws SQLException {
        inTransaction(false, tx -> shop("a").beat(tx, new ApplicationVersion("1.0")));
        assertThat(seen.of("shop")).isEmpty();
    }

    @Test
    void leave_instance_isGoneAndOthersStay() throws SQLException {
        inTransaction(true, tx -> shop("a").beat(tx, new ApplicationVersion("1.0")));
        inTransaction(true, tx -> shop("b").beat(tx, new ApplicationVersion("1.0")));
        inTransaction(true, tx -> shop("a").leave(tx));
        assertThat(seen.of("shop")).extracting(SeenVersion::instance).containsExactly("b");
    }

    @Test
    void connections_applicationNameWithAVersion_isSeenWhileConnected() throws SQLException {
        VersionsSeen connected = VersionsSeen.connections(database.dataSource(), clock);
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "shop/2.3.1");
        try (Connection connection = java.sql.DriverManager.getConnection(database.jdbcUrl(), properties)) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(connected.of("shop")).singleElement().satisfies(one -> {
                assertThat(one.version()).isEqualTo("2.3.1");
                assertThat(one.seenAt()).isEqualTo(NOON);
            });
            assertThat(connected.of("sho")).isEmpty();
        }
    }

    @Nested
    class Contract extends VersionsSeenContract {
        @Override
        protected VersionsSeen holding(List<SeenVersion> instances) {
            try {
                for (SeenVersion one : instances) {
                    clock.set(one.seenAt());
                    inTransaction(
                            true,
                            tx -> ApplicationHeartbeat.of(
                                            Namespace.defaults(), one.application(), one.instance(), clock)
                                    .beat(tx, new ApplicationVersion(one.version())));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return seen;
        }
    }
}
