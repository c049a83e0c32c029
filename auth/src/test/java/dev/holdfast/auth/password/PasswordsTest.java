package dev.holdfast.auth.password;

import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static dev.holdfast.auth.password.PasswordFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    static final PasswordResult VERIFIED = new PasswordResult.Verified(false);
    static final PasswordResult REFUSED = new PasswordResult.Wrong();

    // "correct horse battery", computed by Python's hashlib and written in Django's form.
    private static final String DJANGO = "pbkdf2_sha256$1000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww=";
    private static final Secret HORSE = Secret.ofText("correct horse battery");

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
    }

    @Test
    void verify_rightPassword_isVerifiedAndLeavesTheHashAlone() {
        UserRef user = fixture.userWith(RIGHT);
        String before = fixture.hashOf(user);

        assertThat(fixture.verify(user, RIGHT)).isEqualTo(VERIFIED);

        assertThat(fixture.hashOf(user))
                .isEqualTo(before)
                .startsWith("$hf1$k1$")
                .hasSizeLessThanOrEqualTo(255);
        assertThat(fixture.acts).extracting(event -> event.action().name()).contains("password.verify");
    }

    @Test
    void verify_refused_looksAlikeAndRecordsTheReason() {
        UserRef known = fixture.userWith(RIGHT);
        UserRef without = fixture.userWith((String) null);
        UserRef locked = fixture.userWith("!");
        fixture.denials.clear();

        List<PasswordResult> results = List.of(
                fixture.verify(known, WRONG),
                fixture.verify(UserRef.of("nobody"), RIGHT),
                fixture.passwords.verify(Optional.empty(), RIGHT),
                fixture.verify(without, RIGHT),
                fixture.verify(locked, Secret.ofText("!")),
                fixture.verify(known, Secret.of(new byte[] {(byte) 0xff})),
                fixture.verify(known, Secret.of(new byte[1025])));

        assertThat(results).containsOnly(REFUSED);
        assertThat(fixture.denials)
                .extracting(SecurityEvent::reason)
                .extracting(Object::toString)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("wrong"),
                        reason -> assertThat(reason).contains("unknown_user"),
                        reason -> assertThat(reason).contains("unknown_user"),
                        reason -> assertThat(reason).contains("no_password"),
                        reason -> assertThat(reason).contains("no_password"),
                        reason -> assertThat(reason).contains("malformed"),
                        reason -> assertThat(reason).contains("malformed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DJANGO,
                "$pbkdf2-sha256$i=1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww",
                "$pbkdf2-sha256$1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww",
            })
    void verify_hashOfTheHosts_isVerifiedOnceAndStoredAsHashesAreMadeNow(String legacy) {
        UserRef user = fixture.userWith(legacy);

        assertThat(fixture.verify(user, WRONG)).isEqualTo(REFUSED);
        assertThat(fixture.hashOf(user)).as("a wrong password replaces nothing").isEqualTo(legacy);
        assertThat(fixture.verify(user, HORSE)).isEqualTo(VERIFIED);

        String renewed = fixture.hashOf(user);
        assertThat(renewed).startsWith("$hf1$k1$");
        fixture.hashes.clear();
        assertThat(fixture.verify(user, HORSE)).isEqualTo(VERIFIED);
        assertThat(fixture.hashes).containsExactly("argon2id m=64,t=1,p=1");
        assertThat(fixture.verify(user, WRONG)).isEqualTo(REFUSED);
        assertThat(fixture.hashOf(user)).isEqualTo(renewed);
    }

    /** bcrypt read 72 bytes: the rest was never proven, and must not be hashed as if it were. */
    @Test
    void verify_bcryptOfMoreThan72Bytes_isVerifiedKeptAndHasToBeChanged() {
        String bcrypt = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
        String read = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        UserRef user = fixture.userWith(bcrypt);

        PasswordResult result = fixture.verify(user, Secret.ofText(read + "a tail with a typing error"));

        assertThat(result).isEqualTo(new PasswordResult.Verified(true));
        PasswordResult exact = fixture.verify(fixture.userWith(bcrypt), Secret.ofText(read));
        assertThat(exact).as("72 bytes are read whole").isEqualTo(VERIFIED);
        assertThat(fixture.verify(user, Secret.ofText(read + "the tail as it is meant")))
                .isEqualTo(new PasswordResult.Verified(true));
        assertThat(fixture.verify(user, Secret.ofText(read.substring(1)))).isEqualTo(REFUSED);
    }

    @Test
    void verify_sameTextInAnotherUnicodeForm_isVerified() {
        UserRef user = fixture.userWith(Secret.ofText("caf\u00e9 au lait le matin"));

        assertThat(fixture.verify(user, Secret.ofText("cafe\u0301 au lait le matin")))
                .isEqualTo(VERIFIED);
    }

    @Test
    void verify_markedUser_mustChange() {
        UserRef user = fixture.userWith(RIGHT);
        boolean marked = fixture.inTx(tx -> fixture.changes.requireChange(tx, user));
        assertThat(marked).isTrue();

        assertThat(fixture.verify(user, RIGHT)).isEqualTo(new PasswordResult.Verified(true));
        fixture.set(user, Secret.ofText("another password of mine"));

        assertThat(fixture.verify(user, Secret.ofText("another password of mine")))
                .isEqualTo(VERIFIED);
    }

    /** A row that was copied from another user is worth nothing. */
    @Test
    void verify_hashOfAnotherUser_isWrong() {
        UserRef mallory = fixture.userWith(RIGHT);
        UserRef alice = fixture.userWith(fixture.hashOf(mallory));

        assertThat(fixture.verify(alice, RIGHT)).isEqualTo(REFUSED);
    }

    @Test
    void verify_afterANewPepper_isVerifiedAndSealedAnew() {
        UserRef user = fixture.userWith(RIGHT);
        var before = fixture.ring.get();
        try {
            fixture.ring.set(before.rotate("k2", Secret.random(PasswordFixture.RANDOM, 32)));
            assertThat(fixture.verify(user, RIGHT)).isEqualTo(VERIFIED);
            assertThat(fixture.hashOf(user)).startsWith("$hf1$k2$");
            fixture.ring.set(fixture.ring.get().withStatus("k1", KeyStatus.RETIRED));
            assertThat(fixture.verify(user, RIGHT)).isEqualTo(VERIFIED);
        } finally {
            fixture.ring.set(before);
        }
    }

    @Test
    void verify_noLaneFree_isBusyAndRecordsNoDenial() throws InterruptedException {
        UserRef user = fixture.userWith(RIGHT);
        fixture.denials.clear();
        try (HashingPool narrow = HashingPool.of(new HashingLimits(1, 0, Duration.ofSeconds(3), 64 * 1024))) {
            PasswordSetup setup = new PasswordSetup(
                    fixture.setup.namespace(),
                    fixture.setup.policy(),
                    fixture.setup.store(),
                    narrow,
                    fixture.ring::get,
                    fixture.runner,
                    fixture.setup.trail(),
                    fixture.clock);
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Thread holder = new Thread(() -> {
                var unused = narrow.tryRun(lane -> {
                    taken.countDown();
                    return awaited(release);
                });
            });
            holder.start();
            taken.await();

            PasswordResult result = Passwords.of(setup).verify(Optional.of(user), RIGHT);

            release.countDown();
            holder.join();
            assertThat(result).isEqualTo(new PasswordResult.Busy(Duration.ofSeconds(3)));
            assertThat(fixture.denials).isEmpty();
            assertThat(Passwords.of(setup).verify(Optional.of(user), RIGHT)).isEqualTo(VERIFIED);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
