package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.CountingHmacs;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.StatementSpy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;

/** Counts what a verification computes and asks the database: as much whoever the user is. */
class TotpWorkTest {
    @Test
    void verify_anyUserAndCode_computesTheSameNumberOfHmacs() {
        try (TotpFixture totp = new TotpFixture();
                CountingHmacs counting = CountingHmacs.of("HmacSHA1")) {
            Enrolled one = totp.enrol();
            Enrolled three = totp.enrol();
            totp.enrol(three.user());
            totp.enrol(three.user());
            String wrong = one.wrongCode();
            String right = one.codeAt(TotpFixture.NOW);
            ToIntBiFunction<UserRef, String> hmacs = (user, code) -> counting.during(() -> {
                TotpResult unused = totp.verify(totp.verifier, user, code);
            });

            // Five devices at most, three steps each.
            assertThat(hmacs.applyAsInt(UserRef.of("nobody"), wrong)).isEqualTo(15);
            assertThat(hmacs.applyAsInt(one.user(), wrong)).isEqualTo(15);
            assertThat(hmacs.applyAsInt(three.user(), wrong)).isEqualTo(15);
            assertThat(hmacs.applyAsInt(one.user(), "99999999")).isEqualTo(15);
            assertThat(hmacs.applyAsInt(one.user(), right)).isEqualTo(15);
            assertThat(hmacs.applyAsInt(one.user(), right)).as("replayed").isEqualTo(15);
        }
    }

    @Test
    void verify_knownAndUnknownUsers_costTheSameStatements() throws SQLException {
        try (TotpFixture totp = new TotpFixture()) {
            Enrolled alice = totp.enrol();
            Enrolled many = totp.enrol();
            totp.enrol(many.user());
            totp.enrol(many.user());
            List<String> known = statementsOf(totp, alice.user(), alice.wrongCode());
            assertThat(statementsOf(totp, UserRef.of("nobody"), alice.wrongCode()))
                    .isEqualTo(known);
            assertThat(statementsOf(totp, many.user(), alice.wrongCode())).isEqualTo(known);
            assertThat(known).hasSize(2);
            assertThat(statementsOf(totp, alice.user(), alice.codeAt(TotpFixture.NOW)))
                    .hasSize(3);
        }
    }

    private static List<String> statementsOf(TotpFixture totp, UserRef user, String code) throws SQLException {
        StatementSpy owned = StatementSpy.on(totp.database.dataSource());
        TotpVerifier spied = TotpVerifier.of(new TotpSetup(
                totp.setup.namespace(),
                totp.setup.policy(),
                totp.setup.keys(),
                TransactionRunner.over(owned.dataSource()),
                totp.setup.trail(),
                totp.clock));
        try (Connection connection = totp.database.connect()) {
            connection.setAutoCommit(false);
            StatementSpy joined = StatementSpy.on(connection);
            TotpResult unused = spied.verify(TotpFixture.on(joined.connection()), user, code);
            assertThat(joined.transactionCalls()).isEmpty();
            connection.rollback();
            List<String> all = new ArrayList<>(owned.statements());
            all.addAll(joined.statements());
            return all;
        }
    }
}
