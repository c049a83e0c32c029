package dev.holdfast.auth.password;

import static dev.holdfast.auth.password.PasswordFixture.CONTEXT;
import static dev.holdfast.auth.password.PasswordFixture.RIGHT;
import static dev.holdfast.auth.password.PasswordFixture.WRONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.hash.PasswordText;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.LeakProbe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Looks for passwords and hashes wherever text comes out. */
class PasswordLeakTest {
    private static final String LEGACY = "$pbkdf2-sha256$i=1000$c2Vhc2FsdA$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww";

    @Test
    void everyTextThatComesOut_holdsNoPasswordAndNoHash() throws SQLException {
        PrintStream console = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try (PasswordFixture fixture = new PasswordFixture()) {
            UserRef alice = fixture.userWith(RIGHT);
            UserRef legacy = fixture.userWith(LEGACY);
            UserRef broken = fixture.userWith("{noop}zanzibar-plain");
            UserRef moved = fixture.userWith(fixture.hashOf(alice));
            Secret next = Secret.ofText("green boats drift by");
            LeakProbe probe = new LeakProbe();
            probe.secret(RIGHT.exposeText());
            probe.secret(WRONG.exposeText());
            probe.secret(next.exposeText());
            probe.secret("zanzibar-plain");
            probe.secret("DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww");
            String sealed = fixture.hashOf(alice);
            probe.secret(sealed.substring(sealed.lastIndexOf('$') + 1));
            PreparationResult prepared = fixture.changes.prepare(alice, next, CONTEXT);
            var row = fixture.runner.call(tx -> fixture.setup.store().find(tx, alice));

            probe.assertAbsent(
                    fixture.verify(alice, RIGHT).toString(),
                    fixture.verify(alice, WRONG).toString(),
                    fixture.verify(broken, WRONG).toString(),
                    fixture.verify(moved, RIGHT).toString(),
                    fixture.verify(legacy, Secret.ofText("correct horse battery"))
                            .toString(),
                    prepared.toString(),
                    row.toString(),
                    PasswordHash.parse(LEGACY).toString(),
                    PasswordText.of(RIGHT).toString(),
                    fixture.setup.toString(),
                    PasswordJobs.of(fixture.setup).resealAll().toString(),
                    fixture.acts.toString(),
                    fixture.denials.toString());
            // A check that every write breaks: the server's detail quotes the row, and must not get out.
            fixture.execute("ALTER TABLE account ADD CONSTRAINT broken CHECK (changed_at IS NULL) NOT VALID");
            Throwable thrown = catchThrowable(() -> fixture.set(alice, next));
            assertThat(thrown).hasStackTraceContaining("broken");
            probe.assertNotIn(thrown);
            String log = written.toString(StandardCharsets.UTF_8);
            assertThat(log).contains(broken.userId()).contains(moved.userId());
            probe.assertAbsent(log);
        } finally {
            System.setErr(console);
        }
    }
}
