package dev.holdfast.auth.password;

import static dev.holdfast.auth.password.PasswordFixture.CONTEXT;
import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static dev.holdfast.auth.password.PasswordFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.rule.PasswordFault;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.JoinTwin;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordChangesTest {
    private static final PreparationResult REUSED = new PreparationResult.Refused(Set.of(PasswordFault.REUSED));

    private static PasswordFixture fixture;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new PasswordFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.acts.clear();
        fixture.denials.clear();
        fixture.revoked.clear();
    }

    @Test
    void change_prepared_countsRevokesAndIsRecorded() {
        UserRef user = fixture.userWith(RIGHT);
        fixture.revoked.clear();

        assertThat(fixture.set(user, numbered(1))).isEqualTo(new ChangeResult.Changed(1));

        assertThat(fixture.verify(user, numbered(1))).isEqualTo(PasswordsTest.VERIFIED);
        assertThat(fixture.verify(user, RIGHT)).isEqualTo(PasswordsTest.REFUSED);
        assertThat(fixture.revoked).containsExactly(user.userId() + " PASSWORD_CHANGED");
        assertThat(fixture.acts).extracting(event -> event.action().name()).contains("password.change");
        assertThat(fixture.number("SELECT count(*) FROM account WHERE changed_at = '" + PasswordFixture.NOW
                        + "' AND NOT must_change AND id = '" + user.userId() + "'"))
                .isEqualTo(1);
    }

    /** The present password and the twelve before it; the thirteenth is forgotten. */
    @Test
    void prepare_passwordOfTheHistory_isReusedUpToTheTwelfth() {
        UserRef user = fixture.userWith(numbered(0));
        for (int i = 1; i <= 12; i++) {
            fixture.set(user, numbered(i));
        }
        assertThat(fixture.changes.prepare(user, numbered(12), CONTEXT)).isEqualTo(REUSED);
        assertThat(fixture.changes.prepare(user, numbered(0), CONTEXT)).isEqualTo(REUSED);

        fixture.set(user, numbered(13));

        assertThat(fixture.changes.prepare(user, numbered(1), CONTEXT)).isEqualTo(REUSED);
        assertThat(fixture.changes.prepare(user, numbered(0), CONTEXT)).isInstanceOf(PreparationResult.Prepared.class);
        assertThat(fixture.number(
                        "SELECT count(*) FROM holdfast.password_history WHERE user_id = '" + user.userId() + "'"))
                .isEqualTo(12);
    }

    /** A hash that the host made before counts as well, whatever its scheme. */
    @Test
    void prepare_passwordOfTheHostsOwnHash_isReusedThenAndLater() {
        UserRef user = fixture.userWith("$pbkdf2-sha256$i=1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww");
        Secret before = Secret.ofText("correct horse battery");
        assertThat(fixture.changes.prepare(user, before, CONTEXT)).isEqualTo(REUSED);

        fixture.set(user, numbered(1));

        assertThat(fixture.changes.prepare(user, before, CONTEXT)).isEqualTo(REUSED);
    }

    @Test
    void prepare_againstTheRules_isRefusedAndRecorded() {
        UserRef user = fixture.userWith(RIGHT);

        assertThat(fixture.changes.prepare(user, Secret.ofText("fourteen chars"), CONTEXT))
                .isEqualTo(new PreparationResult.Refused(Set.of(PasswordFault.TOO_SHORT)));

        assertThat(fixture.denials)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.toString()).contains("password.change").doesNotContain("fourteen"));
    }

    @Test
    void prepareWithPresentPassword_wrong_preparesNothing() {
        UserRef user = fixture.userWith(RIGHT);

        assertThat(fixture.changes.prepare(user, WRONG, numbered(1), CONTEXT))
                .isEqualTo(new PreparationResult.WrongCurrent());
        assertThat(fixture.changes.prepare(user, RIGHT, numbered(1), CONTEXT))
                .isInstanceOf(PreparationResult.Prepared.class);
    }

    @Test
    void change_afterAnother_isSupersededHoweverManyCameBetween() {
        UserRef user = fixture.userWith(RIGHT);
        PreparedPassword late = fixture.prepared(user, Secret.ofText("the change that comes late"));
        // More than the history keeps: the number that was free at the preparation is free again, and yet not given.
        for (int i = 1; i <= 14; i++) {
            fixture.set(user, numbered(i));
        }

        ChangeResult result = fixture.inTx(tx -> fixture.changes.change(tx, late));

        assertThat(result).isEqualTo(new ChangeResult.Superseded());
        assertThat(fixture.verify(user, numbered(14))).isEqualTo(PasswordsTest.VERIFIED);
        assertThat(fixture.denials).hasSize(1);
    }

    @Test
    void change_userWhoIsGone_leavesNothing() {
        PreparedPassword prepared = fixture.prepared(UserRef.of("never-there"), RIGHT);

        ChangeResult result = fixture.inTx(tx -> fixture.changes.change(tx, prepared));

        assertThat(result).isEqualTo(new ChangeResult.NoSuchUser());
        assertThat(fixture.number("SELECT count(*) FROM holdfast.password_history WHERE user_id = 'never-there'"))
                .isZero();
    }

    /** Registration: prepared before the row is there, put in place in the transaction that inserts it. */
    @Test
    void change_userInsertedInTheSameTransaction_isSet() {
        UserRef user = UserRef.of("newcomer");
        PreparedPassword prepared = fixture.prepared(user, RIGHT);

        ChangeResult result = fixture.inTx(tx -> {
            tx.execute("INSERT INTO account (id) VALUES ('newcomer')");
            return fixture.changes.change(tx, prepared);
        });

        assertThat(result).isInstanceOf(ChangeResult.Changed.class);
        assertThat(fixture.verify(user, RIGHT)).isEqualTo(PasswordsTest.VERIFIED);
    }

    @Test
    void joiningMethods_rolledBack_leaveNothing() throws SQLException {
        JoinTwin twin = JoinTwin.over(fixture.database.dataSource(), "account", "holdfast.password_history");
        UserRef user = fixture.userWith(RIGHT);
        PreparedPassword prepared = fixture.prepared(user, numbered(1));

        Object changed = twin.writes(tx -> fixture.changes.change(tx, prepared));
        Object marked = twin.writes(tx -> fixture.changes.requireChange(tx, user));
        Object forgotten = twin.writes(tx -> fixture.changes.forget(tx, user));

        assertThat(changed).isEqualTo(new ChangeResult.Changed(1));
        assertThat(marked).isEqualTo(true);
        assertThat(forgotten).isEqualTo(1);
        assertThat(fixture.verify(user, RIGHT)).isEqualTo(PasswordsTest.VERIFIED);
    }

    @Test
    void requireChange_tableWithoutMark_saysWhatToMap() {
        var store = PasswordStore.of(PasswordTable.of("public", "account", KeyColumn.text("id"), "password_hash"));
        UserRef user = UserRef.of("anybody");
        assertThatThrownBy(() -> fixture.inTx(tx -> store.requireChange(tx, user)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("map a mustChange column");
    }

    private static Secret numbered(int number) {
        return Secret.ofText("the password of number " + number);
    }
}
