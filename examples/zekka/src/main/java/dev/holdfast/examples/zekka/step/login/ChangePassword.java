package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.examples.zekka.app.login.AccountEndpoint;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.util.List;
import java.util.stream.IntStream;

/** Rules, a history of twelve, and what a change takes back. */
public final class ChangePassword implements Step<LoginHost> {
    private static final String CHANGED = "changed, revoked: ";

    @Override
    public String title() {
        return "Change a password: rules, a history of twelve, what it takes back";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Person person = host.person("person8");
        Authenticator phone = person.enrolled();
        Answer login = person.answerAndRemember(person.begin(), phone.nextCode());
        int unused = host.execute("INSERT INTO sessions (id, user_id, expires_at)"
                + " SELECT gen_random_uuid(), id, now() + interval '12 hours' FROM users WHERE username = 'person8'");
        transcript.refused("a common one", "[COMMON]", chosen(host, person, "passwordpassword"));
        transcript.refused("the user's name with a number", "[CONTEXT_WORD]", chosen(host, person, "Person8-2026"));
        transcript.refused("the present one again", "[REUSED]", chosen(host, person, Person.PASSWORD));
        transcript.expect(
                "open sessions of the user",
                1L,
                host.number("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id"
                        + " WHERE u.username = 'person8' AND s.revoked_at IS NULL AND s.expires_at > now()"));
        transcript.expect("a good one", CHANGED + 2, chosen(host, person, "drums beyond the orchard"));
        transcript.because("a session and a trusted device: whoever had the old password may hold them");
        transcript.refused(
                "the old password", "401", person.begin(login.token()).toString());
        transcript.expect("why, in the audit log alone", "wrong_password", host.whyRefused());
        history(host, transcript, person);
        mark(host, transcript, person, phone);
    }

    private static void history(LoginHost host, Transcript transcript, Person person) {
        AccountEndpoint account = host.application().account();
        transcript.expect(
                "eleven more changes, each",
                List.of(CHANGED + 0),
                IntStream.rangeClosed(2, 12)
                        .mapToObj(change -> reset(account, person, "lantern on pier " + change))
                        .distinct()
                        .toList());
        transcript.refused(
                "the first of all, twelve changes later", "[REUSED]", reset(account, person, Person.PASSWORD));
        transcript.expect("one more change", CHANGED + 0, reset(account, person, "lantern on pier 13"));
        transcript.expect(
                "earlier passwords kept, sealed",
                12L,
                host.number(
                        "SELECT count(sealed_hash) FROM holdfast.password_history WHERE user_id = ?",
                        person.user().userId()));
        transcript.expect("the first of all now", CHANGED + 0, reset(account, person, Person.PASSWORD));
    }

    private static void mark(LoginHost host, Transcript transcript, Person person, Authenticator phone) {
        AccountEndpoint account = host.application().account();
        transcript.expect("marked, since others may know it", true, account.requireChange(person.user()));
        transcript.expect(
                "the next login",
                "200 logged in by [pwd, otp, mfa], password to be changed",
                person.answer(person.begin(), "totp", phone.nextCode()).toString());
        transcript.expect("changed by its owner", CHANGED + 0, chosen(host, person, "a bridge of paper kites"));
        transcript.expect(
                "the mark", "false", host.text("SELECT must_change_password FROM users WHERE username = 'person8'"));
        transcript.because("no password expires by age: forced changes make weaker ones (NIST SP 800-63B-4 §3.1.1.2)");
    }

    private static String chosen(LoginHost host, Person person, String chosen) {
        return host.application().account().changePassword(person.user(), person.name(), Person.PASSWORD, chosen);
    }

    private static String reset(AccountEndpoint account, Person person, String chosen) {
        return account.resetPassword(person.user(), person.name(), chosen);
    }
}
