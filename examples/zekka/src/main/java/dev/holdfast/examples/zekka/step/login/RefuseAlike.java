package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.util.List;

/** Five reasons to refuse, one answer, one amount of work; the reasons are in the audit log. */
public final class RefuseAlike implements Step<LoginHost> {
    private static final String UNSAID = "a phrase that nobody chose";

    @Override
    public String title() {
        return "Refuse alike: one answer, and the reason in the audit log alone";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        int unused = host.execute("UPDATE users SET is_active = false WHERE username = 'person11'")
                + host.execute(
                        "UPDATE users SET locked_until = CAST(? AS timestamptz) + interval '1 hour'"
                                + " WHERE username = 'person12'",
                        host.clock().instant().toString());
        List<Tried> tried = List.of(
                tried(host, "wrong password", "person2", UNSAID),
                tried(host, "unknown name", "nobody", UNSAID),
                tried(host, "unverified, right password", "person10", Person.PASSWORD),
                tried(host, "switched off, right password", "person11", Person.PASSWORD),
                tried(host, "locked by an administrator, right password", "person12", Person.PASSWORD));
        tried.forEach(one -> transcript.refused(one.attempt(), "401", one.answer()));
        transcript.expect(
                "different answers",
                1L,
                tried.stream().map(Tried::answer).distinct().count());
        transcript.expect(
                "hashes computed for each",
                List.of(2L, 2L, 2L, 2L, 2L),
                tried.stream().map(Tried::hashes).toList());
        transcript.because("one of each kind that the table may hold, until no bcrypt is left and the policy drops it");
        transcript.expect(
                "why, in the audit log alone",
                List.of("wrong_password", "unknown_account", "unverified", "disabled", "locked"),
                tried.stream().map(Tried::reason).toList());
        transcript.expect(
                "events that hold what was typed",
                0L,
                host.number(
                        "SELECT count(*) FROM holdfast.audit_event e WHERE e::text LIKE ANY (ARRAY[?, ?, ?, ?])",
                        "%" + UNSAID + "%",
                        "%" + Person.PASSWORD + "%",
                        "%a guess%",
                        "%nobody%"));
    }

    private record Tried(String attempt, String answer, long hashes, String reason) {}

    private static Tried tried(LoginHost host, String attempt, String name, String password) {
        long before = host.application().figures().hashes();
        String answer = host.application()
                .login()
                .begin(Person.OFFICE, name, password, "")
                .toString();
        return new Tried(attempt, answer, host.application().figures().hashes() - before, host.whyRefused());
    }
}
