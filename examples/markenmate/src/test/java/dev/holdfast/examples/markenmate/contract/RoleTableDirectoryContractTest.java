package dev.holdfast.examples.markenmate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.admin.AdminActor;
import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminDirectory;
import dev.holdfast.auth.admin.AdminDirectoryContract;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoleTableDirectoryContractTest extends AdminDirectoryContract {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final AdminDirectory directory = new RoleTableDirectory();

    @BeforeEach
    void createTables() throws SQLException {
        database.execute(RoleTableSql.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected AdminDirectory directory() {
        return directory;
    }

    @Override
    protected TestDatabase database() {
        return database;
    }

    @Override
    protected String scope() {
        return "";
    }

    @Override
    protected String ordinaryRole() {
        return "lender";
    }

    @Override
    @CanIgnoreReturnValue
    protected String add(int number, String role, boolean enabled) throws SQLException {
        String id = String.format(Locale.ROOT, "user-%04d", number);
        database.execute(String.format(
                Locale.ROOT,
                "INSERT INTO account (id, created_at, open) VALUES ('%1$s', timestamptz '2026-01-01Z' + %2$d * interval '1h',"
                        + " %3$b); INSERT INTO account_role VALUES ('%1$s', '%4$s')",
                id,
                number,
                enabled,
                role));
        return id;
    }

    static Stream<AdminChange> unfitting() {
        AdminActor admin = AdminActor.of("user-0001");
        return Stream.of(
                admin.in("tenant").disable("user-0002"),
                admin.changeRole("user-0002", "lender").withLevel(3),
                admin.expire("user-0002", NOW),
                admin.makeLasting("user-0002"));
    }

    @ParameterizedTest
    @MethodSource("unfitting")
    void execute_changeTheTablesCannotHold_isRefusedAndWritesNothing(AdminChange change) throws SQLException {
        add(1, RoleTableSql.ADMIN, true);
        add(2, RoleTableSql.ADMIN, true);
        TransactionRunner runner = TransactionRunner.over(database.dataSource());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runner.run(tx -> {
                    var unused = directory.execute(tx, change, NOW);
                }));
        assertThat(database.queryStrings("SELECT role FROM account JOIN account_role ON account_id = id WHERE open"))
                .containsOnly(RoleTableSql.ADMIN)
                .hasSize(2);
    }
}
