package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.app.login.LoginEndpoint.Response;
import dev.holdfast.examples.zekka.app.login.Origin;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;

/** One of Zekka's people at a browser, with the password that all of them have in this run. */
final class Person {
    static final String PASSWORD = "quiet harbours keep old maps";

    /** Where they work, behind the proxy. */
    static final Origin OFFICE = Origin.of("198.51.100.20");

    private final LoginHost host;
    private final String name;
    private final UserRef user;

    Person(LoginHost host, String name) {
        this.host = host;
        this.name = name;
        this.user = host.application().account().user(name);
    }

    String name() {
        return name;
    }

    UserRef user() {
        return user;
    }

    /** The password, from the office, on a device without a cookie. */
    Answer begin() {
        return begin("");
    }

    Answer begin(String cookie) {
        return host.application().login().begin(OFFICE, name, PASSWORD, cookie);
    }

    Answer answer(Answer begun, String method, String text) {
        return host.application().login().complete(OFFICE, new Response(begun.token(), method, text));
    }

    Answer answerAndRemember(Answer begun, String code) {
        return host.application()
                .login()
                .completeAndRemember(OFFICE, new Response(begun.token(), "totp", code), "Firefox on Linux");
    }

    /** Enrols an authenticator and waits for its next code. */
    Authenticator enrolled() {
        TotpEnrolment.Pending pending = host.application().account().enrol(user, name);
        Authenticator authenticator = host.authenticator(pending.uri());
        String confirmed = host.application().account().confirm(user, pending.deviceId(), authenticator.nextCode());
        if (!confirmed.equals("confirmed")) {
            throw new Deviation(name + " must get an authenticator, got: " + confirmed);
        }
        return authenticator;
    }
}
