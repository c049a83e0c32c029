package dev.holdfast.examples.omniscience.step;

import dev.holdfast.examples.omniscience.app.LoginEndpoint.Answer;

/** Password, then the code: the two variables have switched the second step on. */
public final class LogIn implements Step {
    @Override
    public String title() {
        return "Log in: the password, then the code of TOTP_SECRET";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        Answer first = host.application().endpoint().login(Host.HOME, "Mira", Host.PASSWORD);
        transcript.expect("status of the first step", 200, first.status());
        transcript.expect(
                "it gives a challenge, not a login", "hflc_", first.body().substring(0, 5));
        Answer second = host.application().endpoint().code(Host.HOME, first.body(), host.nextCode());
        transcript.expect("the second step", "200 5f0c1b7e-6a52-4d0e-9c41-2f8f5a1d7c10 [pwd, otp, mfa]", line(second));
        transcript.expect(
                "Mira's hash begins, taken over by the login",
                "$hf1$",
                host.text("SELECT left(password_hash, 5) FROM users"));
        transcript.because("bcrypt of ten rounds: made anew as Argon2id, sealed under a pepper that can be rotated");
        transcript.expect(
                "logins under way, none in clear",
                "32 bytes",
                host.text("SELECT max(octet_length(token_hash)) || ' bytes' FROM holdfast.login_challenge"));
    }

    private static String line(Answer answer) {
        return answer.status() + " " + answer.body();
    }
}
