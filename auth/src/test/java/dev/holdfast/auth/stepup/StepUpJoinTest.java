package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ALICE;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.tx.JoinTwin;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every joining method of both forms neither begins nor ends the host's transaction, and rolls back with it. */
class StepUpJoinTest {
    private final StepUpFixture fixture = new StepUpFixture();
    private final JoinTwin twin = JoinTwin.over(
            fixture.database.dataSource(),
            "holdfast.step_up_token",
            "holdfast.step_up_jti",
            "holdfast.step_up_revocation",
            "event");

    /** A call on a host that holds an open token of the form. */
    private interface Work {
        Object on(Host host, DSLContext tx);
    }

    private record Host(StepUpFixture fixture, Form form, String token) {
        boolean isOpaque() {
            return form == Form.OPAQUE;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        fixture.database.execute("create table event (reason text)");
        AuditSink table = (tx, event) -> assertThat(tx.execute("insert into event values (?)", event.reason()))
                .isOne();
        fixture.use(StepUpPolicy.defaults(), fixture.trail(table, (tx, event) -> fixture.denials.add(event)));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static Stream<Arguments> writes() {
        return Stream.of(
                        call(
                                "issue",
                                StepUpIssue.Issued.class,
                                (host, tx) -> host.fixture().issue(host.form(), tx, request())),
                        call(
                                "consume",
                                StepUpResult.Accepted.class,
                                (host, tx) -> host.fixture().consume(host.form(), tx, host.token())),
                        call(
                                "revokeAll",
                                Integer.class,
                                (host, tx) -> host.fixture()
                                        .revocation(host.form())
                                        .revokeAll(tx, ALICE.userId(), RevocationReason.PASSWORD_CHANGED)),
                        call(
                                "revokeAll in a tenant",
                                Integer.class,
                                (host, tx) -> (host.isOpaque()
                                                ? host.fixture().tokens.inTenant("")
                                                : host.fixture().signed.inTenant(""))
                                        .revokeAll(tx, ALICE.userId(), RevocationReason.PASSWORD_CHANGED)),
                        call(
                                "revokeSession",
                                Integer.class,
                                (host, tx) -> host.isOpaque()
                                        ? host.fixture().tokens.revokeSession(tx, ALICE, RevocationReason.LOGOUT)
                                        : host.fixture().signed.revokeSession(tx, ALICE, RevocationReason.LOGOUT)))
                .flatMap(StepUpJoinTest::eachForm);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void write_rolledBack_joinedAndLeavesNothing(Form form, Class<?> outcome, Work work) throws SQLException {
        Host host = new Host(fixture, form, text(fixture.issued(form)));

        assertThatObject(twin.writes(tx -> work.on(host, tx))).isInstanceOf(outcome);

        // What was rolled back did not happen: the token is as good as before.
        assertThatObject(fixture.runner.call(tx -> fixture.consume(form, tx, host.token())))
                .isInstanceOf(StepUpResult.Accepted.class);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                        call(
                                "issue without a proof",
                                StepUpIssue.Rejected.class,
                                (host, tx) -> host.fixture()
                                        .issue(
                                                host.form(),
                                                tx,
                                                StepUpRequest.of(ALICE, StepUpFixture.ACTION, StepUpFixture.PAYLOAD))),
                        call(
                                "consume malformed",
                                StepUpResult.Rejected.class,
                                (host, tx) -> host.fixture().consume(host.form(), tx, "x")),
                        call("consume of another's", StepUpResult.Rejected.class, StepUpJoinTest::asMallory))
                .flatMap(StepUpJoinTest::eachForm);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_joinedAndWritesNothing(Form form, Class<?> outcome, Work work) throws SQLException {
        Host host = new Host(fixture, form, text(fixture.issued(form)));

        assertThatObject(twin.reads(tx -> work.on(host, tx))).isInstanceOf(outcome);

        assertThat(fixture.denials).hasSize(1);
    }

    private static Object asMallory(Host host, DSLContext tx) {
        StepUpSubject mallory = StepUpSubject.of("mallory", "session-1");
        return host.isOpaque()
                ? host.fixture().tokens.consume(tx, host.token(), mallory, StepUpFixture.ACTION, StepUpFixture.PAYLOAD)
                : host.fixture().signed.consume(tx, host.token(), mallory, StepUpFixture.ACTION, StepUpFixture.PAYLOAD);
    }

    private static Stream<Arguments> eachForm(Arguments call) {
        return Arrays.stream(Form.values()).map(form -> Arguments.of(form, call.get()[0], call.get()[1]));
    }

    private static Arguments call(String name, Class<?> outcome, Work work) {
        return Arguments.of(outcome, Named.of(name, work));
    }
}
