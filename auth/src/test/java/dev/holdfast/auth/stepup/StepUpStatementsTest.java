package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.testkit.StatementSpy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the database is asked, and that nothing joined begins, commits or rolls back. */
class StepUpStatementsTest {
    private final StepUpFixture fixture = new StepUpFixture();
    private Connection connection;
    private StatementSpy spy;
    private DSLContext tx;

    @BeforeEach
    void open() throws SQLException {
        fixture.database.execute("create table event (reason text)");
        AuditSink table = (on, event) -> assertThat(on.execute("insert into event values (?)", event.reason()))
                .isOne();
        fixture.use(StepUpPolicy.defaults(), fixture.trail(table, (on, event) -> fixture.denials.add(event)));
        connection = fixture.database.connect();
        connection.setAutoCommit(false);
        spy = StatementSpy.on(connection);
        tx = DSL.using(spy.connection(), SQLDialect.POSTGRES);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_good_isOneStatementAndOneRecord(Form form) {
        StepUpIssue.Issued token = fixture.issued(form);

        StepUpResult result = fixture.consume(form, tx, text(token));

        assertThat(result).isInstanceOf(StepUpResult.Accepted.class);
        assertThat(spy.statements()).hasSize(2);
        assertThat(spy.statements().get(0)).startsWith(form == Form.OPAQUE ? "UPDATE" : "INSERT");
        assertThat(spy.statements().get(1)).startsWith("insert into event");
        assertThat(spy.transactionCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_malformed_asksNothing(Form form) {
        for (String presented : List.of("", "hfsu_x", "a.b.c", "x".repeat(9000))) {
            assertThat(fixture.consume(form, tx, presented)).isInstanceOf(StepUpResult.Rejected.class);
        }

        assertThat(spy.statements()).isEmpty();
        assertThat(fixture.denials).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_used_isOneStatementAndOneLook(Form form) {
        StepUpIssue.Issued token = fixture.issued(form);
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);

        StepUpResult result = fixture.consume(form, tx, text(token));

        assertThat(result).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(spy.statements()).hasSize(2);
        assertThat(spy.statements().get(1)).startsWith("SELECT");
        assertThat(spy.transactionCalls()).isEmpty();
    }

    @Test
    void issue_good_isOneStatementAndOneRecord() {
        StepUpIssue result = fixture.tokens.issue(tx, request());

        assertThat(result).isInstanceOf(StepUpIssue.Issued.class);
        assertThat(spy.statements()).hasSize(2);
        assertThat(spy.statements().get(0)).startsWith("INSERT");
        assertThat(spy.transactionCalls()).isEmpty();
    }

    @Test
    void issue_signed_storesNothing() {
        StepUpIssue result = fixture.signed.issue(tx, request());

        assertThat(result).isInstanceOf(StepUpIssue.Issued.class);
        assertThat(spy.statements()).hasSize(1);
        assertThat(spy.statements().get(0)).startsWith("insert into event");
    }

    @Test
    void revokeAll_joined_neverEndsTheTransaction() {
        int revoked = fixture.tokens.revokeAll(tx, "alice", RevocationReason.LOGOUT);

        assertThat(revoked).isZero();
        assertThat(spy.statements()).hasSize(4);
        assertThat(spy.transactionCalls()).isEmpty();
    }
}
