package dev.holdfast.auth.password;

import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static dev.holdfast.auth.password.PasswordFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.HashScheme.Bcrypt;
import dev.holdfast.auth.password.hash.HashScheme.Pbkdf2;
import dev.holdfast.auth.password.hash.HashScheme.Prf;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counts hashes and statements: a refusal costs the same whoever the user is. */
class PasswordWorkTest {
    private static final String BCRYPT = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
    private static final String PBKDF2 = "$pbkdf2-sha256$i=1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww";

    private static PasswordFixture fixture;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new PasswordFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** What was done: the schemes of the hashes in alphabetical order, the statements in theirs. */
    private record Work(List<String> hashes, List<String> statements) {}

    @Test
    void verify_anyRefusal_costsTheSameHashesAndStatements() {
        Passwords expecting = Passwords.of(fixture.setup.withPolicy(
                fixture.setup.policy().withExpected(new Bcrypt(5), new Pbkdf2(Prf.SHA256, 1000))));
        List<Optional<UserRef>> users = List.of(
                Optional.of(fixture.userWith(RIGHT)),
                Optional.of(fixture.userWith(BCRYPT)),
                Optional.of(fixture.userWith(PBKDF2)),
                Optional.of(fixture.userWith((String) null)),
                Optional.of(fixture.userWith("{unknown}form")),
                Optional.of(UserRef.of("nobody")),
                Optional.empty());

        List<Work> works = users.stream()
                .map(user -> work(() -> expecting.verify(user, WRONG)))
                .toList();

        assertThat(works).as("each as the first").containsOnly(works.get(0));
        assertThat(works.get(0).hashes()).containsExactly("argon2id m=64,t=1,p=1", "bcrypt 5", "pbkdf2-sha256 i=1000");
        assertThat(works.get(0).statements())
                .filteredOn(text -> text.contains("account"))
                .hasSize(1);
    }

    /** The rehash is no further hash: that of the current scheme is computed in any case. */
    @Test
    void verify_rightPasswordOfAnExpectedScheme_costsTheHashesOfARefusal() {
        Passwords expecting = Passwords.of(
                fixture.setup.withPolicy(fixture.setup.policy().withExpected(new Pbkdf2(Prf.SHA256, 1000))));
        UserRef user = fixture.userWith(PBKDF2);
        Secret right = Secret.ofText("correct horse battery");

        Work refused = work(() -> expecting.verify(Optional.of(user), WRONG));
        Work accepted = work(() -> expecting.verify(Optional.of(user), right));

        assertThat(accepted.hashes()).isEqualTo(refused.hashes());
        assertThat(fixture.hashOf(user)).startsWith("$hf1$");
    }

    /** Look up, give up when there is nobody, compare: what the decoys are for. */
    @Test
    void naiveVerify_unknownUser_costsLess() {
        UserRef user = fixture.userWith(RIGHT);

        Work known = work(() -> naive(Optional.of(user)));
        Work unknown = work(() -> naive(Optional.empty()));

        assertThat(unknown.hashes()).isNotEqualTo(known.hashes());
        assertThat(unknown.statements()).isNotEqualTo(known.statements());
    }

    private static boolean naive(Optional<UserRef> user) {
        return user.isPresent() && fixture.verify(user.get(), WRONG).equals(new PasswordResult.Verified(false));
    }

    private static Work work(Supplier<?> call) {
        fixture.hashes.clear();
        fixture.spy.reset();
        var unused = call.get();
        return new Work(fixture.hashes.stream().sorted().toList(), fixture.spy.statements());
    }
}
