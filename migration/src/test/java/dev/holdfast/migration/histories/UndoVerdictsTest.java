package dev.holdfast.migration.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Every undo of the histories, proven at the place in its history where it stands, with the rows that are there by then.
 *
 * <p>What is expected was found without the prover: by full dumps before and after.
 */
class UndoVerdictsTest {
    @TempDir
    private Path copy;

    /** The tests' server is there for tests alone, and later versions take back what the cluster sees. */
    private final UndoProver prover = UndoProver.of(
                    SnapshotScope.everything().ignoring("public.flyway_schema_history"), "public", Clock.systemUTC())
            .onServerOfItsOwn();

    @ParameterizedTest
    @EnumSource(History.class)
    void proof_ofEachPair_givesTheVerdictOfTheManifest(History history) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            Migrations migrations = Migrations.over(
                    database.dataSource(), MigrationSet.in(Namespace.defaults()).withHost(history.versionsOnly(copy)));
            for (History.Pair pair : chosen(history)) {
                migrateToBefore(migrations, history.pairs(), pair);
                UndoProof proof = prove(database, scripts(history, pair));
                if (!proof.verdict().word().equals(pair.verdict())) {
                    wrong.add(pair.version() + " " + pair.name() + " expected " + pair.verdict() + ", got "
                            + proof.verdict().word() + " " + proof.verdict().lines());
                }
            }
            // To the end: the catalogue's last versions clear away what the whole cluster would see.
            assertThat(migrations.migrate().versions(MigrationSet.HOST)).isNotNull();
        }
        assertThat(wrong).isEmpty();
    }

    /** A subscription belongs to its database's number, so that a clone has none to drop. */
    private static boolean isProvenInAClone(History.Pair pair) {
        return !pair.name().equals("drop_subscription");
    }

    /** Every pair that is not exact, and of the others as many as there are rounds: all of them in a full run. */
    private static List<History.Pair> chosen(History history) {
        List<History.Pair> exact = history.pairs().stream()
                .filter(pair -> pair.verdict().equals("exact"))
                .filter(UndoVerdictsTest::isProvenInAClone)
                .toList();
        int rounds = Rounds.of(exact.size());
        int stride = (exact.size() + rounds - 1) / rounds;
        return history.pairs().stream()
                .filter(pair ->
                        !pair.verdict().equals("exact") || (exact.contains(pair) && exact.indexOf(pair) % stride == 0))
                .toList();
    }

    private static void migrateToBefore(Migrations migrations, List<History.Pair> all, History.Pair pair) {
        int place = all.indexOf(pair);
        if (place > 0) {
            String last = all.get(place - 1).version().replace("-", "");
            assertThat(migrations.migrateHostTo(last).versions(MigrationSet.HOST))
                    .isNotNull();
        }
    }

    private UndoProof prove(TestDatabase database, UndoPair pair) throws SQLException {
        if (pair.needsScratch().isPresent()) {
            return onClone(database, pair);
        }
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            UndoProof proof = prover.prove(connection, pair);
            connection.rollback();
            return proof;
        }
    }

    private UndoProof onClone(TestDatabase database, UndoPair pair) throws SQLException {
        String clone = database.name() + "_proof";
        try (TestDatabase other = EmbeddedPostgres.shared().createDatabase()) {
            other.execute("CREATE DATABASE " + clone + " TEMPLATE " + database.name() + " STRATEGY file_copy");
            try {
                return prover.proveOn(dataSource(database, clone), pair);
            } finally {
                other.execute("DROP DATABASE " + clone + " WITH (FORCE)");
            }
        }
    }

    private static PGSimpleDataSource dataSource(TestDatabase database, String name) {
        PGSimpleDataSource clone = new PGSimpleDataSource();
        clone.setUrl(database.server().jdbcUrl(name));
        clone.setUser(database.user());
        clone.setPassword(database.password());
        return clone;
    }

    private static UndoPair scripts(History history, History.Pair pair) {
        String stem = pair.version() + (history.isFlyway() ? "__" : "_") + pair.name();
        return new UndoPair(script(history, stem, true), Optional.of(script(history, stem, false)));
    }

    private static ScriptFile script(History history, String stem, boolean up) {
        Stream<Path> found = History.files(history.folder(), ".sql").stream()
                .filter(file -> !file.toString().contains("/mended/"))
                .filter(file -> isOf(history.folder().relativize(file).toString(), stem, history.isFlyway(), up));
        Path file = found.findFirst().orElseThrow(() -> new IllegalStateException("no script " + stem));
        Path settings = Path.of(file + ".conf");
        return new ScriptFile(
                "histories",
                history.folder().relativize(file).toString(),
                History.text(file),
                Files.exists(settings) ? History.text(settings) : "");
    }

    private static boolean isOf(String path, String stem, boolean flyway, boolean up) {
        if (flyway) {
            return path.endsWith((up ? "/V" : "/U") + stem + ".sql");
        }
        return path.endsWith("/" + stem + (up ? ".up.sql" : ".down.sql"))
                || path.endsWith("/" + stem + (up ? "/up.sql" : "/down.sql"));
    }
}
