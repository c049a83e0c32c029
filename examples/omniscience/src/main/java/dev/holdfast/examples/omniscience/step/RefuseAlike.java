package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.LoginEndpoint.Answer;

/** A wrong password and an unknown name: one answer, one amount of work. */
public final class RefuseAlike implements Step {
    @Override
    public String title() {
        return "Refuse alike: a wrong password, an unknown name";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Tried wrong = tried(host, "mira");
        Tried unknown = tried(host, "nobody");
        transcript.expect("a wrong password", new Answer(401, "", 0), wrong.answer());
        transcript.expect("an unknown name", wrong.answer(), unknown.answer());
        transcript.expect("hashes computed for the wrong password", 2L, wrong.hashes());
        transcript.expect("hashes computed for the unknown name", wrong.hashes(), unknown.hashes());
        transcript.because(
                "one hash of each kind that the table may hold, until no bcrypt is left and the policy drops it");
        transcript.expect("why, of the first", "wrong_password", wrong.reason());
        transcript.expect("why, of the second", "unknown_account", unknown.reason());
    }

    private record Tried(Answer answer, long hashes, String reason) {}

    private static Tried tried(Host host, String name) {
        long before = host.application().figures().hashes();
        Answer answer = host.application().endpoint().login(Host.HOME, name, "strong coffee at dawn");
        return new Tried(answer, host.application().figures().hashes() - before, host.newestReason());
    }
}
