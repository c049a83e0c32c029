package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.auth.password.PasswordJobs.Census;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.core.event.Action;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.util.List;

/** bcrypt hashes taken over: verified as they are, made anew at the first login, sealed without any. */
public final class TakeOverHashes implements Step<LoginHost> {
    private static final String NAME = "person3";
    private static final String HASH = "SELECT password_hash FROM users WHERE username = '" + NAME + "'";

    @Override
    public String title() {
        return "Take over passwords: bcrypt goes with its owner's next login";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        String old = host.policy().expected().get(0).label();
        String present = new HashScheme.Argon2id(host.policy().cost()).label();
        Census before = host.application().passwordJobs().census();
        transcript.expect("hashes", List.of("60 of " + old), counts(before));
        transcript.expect("of them in clear", 60L, before.stale());

        Person person = host.person(NAME);
        transcript.expect(
                "login by the old hash",
                "200 logged in by [pwd]",
                person.begin().toString());
        transcript.expect(
                "the audit log says what it was made from",
                old,
                host.newest(Action.of("password.verify")).metadata().values().get("rehashed_from"));
        String made = host.text(HASH);
        transcript.expect("the hash begins", "$hf1$k1$", made.substring(0, 8));
        transcript.expect(
                "the next login", "200 logged in by [pwd]", person.begin().toString());
        transcript.expect("it leaves the new hash alone", true, host.text(HASH).equals(made));
        transcript.expect(
                "hashes now",
                List.of("1 of " + present, "59 of " + old),
                counts(host.application().passwordJobs().census()));
        transcript.because("bcrypt reads 72 bytes: a longer password is verified, but its owner has to choose another");

        transcript.expect(
                "hashes sealed under the pepper, with no password at hand",
                59,
                host.application().passwordJobs().resealAll().resealed());
        transcript.expect(
                "hashes in clear", 0L, host.number("SELECT count(*) FROM users WHERE password_hash NOT LIKE '$hf1$%'"));
    }

    private static List<String> counts(Census census) {
        return census.schemes().entrySet().stream()
                .map(scheme -> scheme.getValue() + " of " + scheme.getKey())
                .toList();
    }
}
