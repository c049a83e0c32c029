package dev.holdfast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.tx.JoinGuard;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link Revocation} keeps: extend it for credentials of your own. Each test begins with nobody holding any.
 *
 * <p>A credential is presented once, so that single-use ones pass as well.
 */
public abstract class RevocationContract {
    /** For the children. */
    protected RevocationContract() {}

    /**
     * The revocation under test.
     *
     * @return the same one throughout a test
     */
    protected abstract Revocation revocation();

    /**
     * The database the credentials are kept in.
     *
     * @return connections in autocommit
     */
    protected abstract DataSource dataSource();

    /**
     * Gives a user one more credential, committed, beside those the user holds.
     *
     * @param userId {@link #user()} or {@link #otherUser()}
     * @return presents it, and says whether it was accepted; called at most once
     */
    protected abstract BooleanSupplier give(String userId);

    /**
     * A user.
     *
     * @return the host's id; {@code alice} unless overridden
     */
    protected String user() {
        return "alice";
    }

    /**
     * Another user.
     *
     * @return the host's id; {@code bob} unless overridden
     */
    protected String otherUser() {
        return "bob";
    }

    /**
     * Whether what is held can be counted.
     *
     * @return true unless overridden; false where nothing is stored until a credential is used, so that 0 is given
     */
    protected boolean isCounted() {
        return true;
    }

    @Test
    void give_nothingRevoked_isAccepted() {
        assertThat(give(user()).getAsBoolean()).isTrue();
    }

    @Test
    void revokeAll_severalHeld_noneIsAccepted() throws SQLException {
        List<BooleanSupplier> held = List.of(give(user()), give(user()), give(user()));
        assertThat(revokeAll(user(), RevocationReason.PASSWORD_CHANGED)).isEqualTo(isCounted() ? held.size() : 0);
        assertThat(held).noneMatch(BooleanSupplier::getAsBoolean);
    }

    @Test
    void revokeAll_again_givesZero() throws SQLException {
        BooleanSupplier held = give(user());
        assertThat(revokeAll(user(), RevocationReason.LOGOUT)).isEqualTo(isCounted() ? 1 : 0);
        assertThat(revokeAll(user(), RevocationReason.LOGOUT)).isZero();
        assertThat(held.getAsBoolean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(RevocationReason.class)
    void revokeAll_anyReason_revokes(RevocationReason reason) throws SQLException {
        BooleanSupplier held = give(user());
        assertThat(revokeAll(user(), reason)).isEqualTo(isCounted() ? 1 : 0);
        assertThat(held.getAsBoolean()).isFalse();
    }

    @Test
    void revokeAll_nothingHeld_givesZero() throws SQLException {
        assertThat(revokeAll(user(), RevocationReason.ADMINISTRATIVE)).isZero();
    }

    @Test
    void revokeAll_otherUser_keepsTheirs() throws SQLException {
        BooleanSupplier others = give(otherUser());
        BooleanSupplier held = give(user());
        assertThat(revokeAll(user(), RevocationReason.ACCOUNT_DISABLED)).isEqualTo(isCounted() ? 1 : 0);
        assertThat(others.getAsBoolean()).isTrue();
        assertThat(held.getAsBoolean()).isFalse();
    }

    @Test
    void revokeAll_hostRollsBack_keepsAll() throws SQLException {
        List<BooleanSupplier> held = List.of(give(user()), give(user()));
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            assertThat(revocation().revokeAll(guard.tx(), user(), RevocationReason.ROLE_CHANGED))
                    .isEqualTo(isCounted() ? held.size() : 0);
            guard.rollback();
        }
        assertThat(held).allMatch(BooleanSupplier::getAsBoolean);
    }

    @Test
    void revokeAll_any_neverOwns() throws SQLException {
        BooleanSupplier held = give(user());
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            assertThat(revocation().revokeAll(guard.tx(), user(), RevocationReason.LOGOUT))
                    .isEqualTo(isCounted() ? 1 : 0);
            guard.assertJoined();
        }
        assertThat(held.getAsBoolean()).isTrue();
    }

    @Test
    void revokeAll_givenAfterwards_isAccepted() throws SQLException {
        BooleanSupplier before = give(user());
        assertThat(revokeAll(user(), RevocationReason.FACTOR_CHANGED)).isEqualTo(isCounted() ? 1 : 0);
        assertThat(give(user()).getAsBoolean()).isTrue();
        assertThat(before.getAsBoolean()).isFalse();
    }

    @Test
    void revokeAll_brokenTransaction_throws() throws SQLException {
        BooleanSupplier held = give(user());
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            assertThatThrownBy(() -> guard.tx().execute("SELECT 1 / 0")).isNotNull();
            assertThatThrownBy(() -> revocation().revokeAll(guard.tx(), user(), RevocationReason.LOGOUT))
                    .isNotNull();
        }
        assertThat(held.getAsBoolean()).isTrue();
    }

    private int revokeAll(String userId, RevocationReason reason) throws SQLException {
        try (JoinGuard guard = JoinGuard.on(dataSource())) {
            int revoked = revocation().revokeAll(guard.tx(), userId, reason);
            guard.commit();
            return revoked;
        }
    }
}
