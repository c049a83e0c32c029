package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.auth.stepup.freshness.SessionAuthentication;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.zekka.app.login.AccountEndpoint;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.app.login.Application;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import java.time.Duration;

/** A browser that proved the second factor is spared it; its cookie is replaced at each use, and never steps up. */
public final class TrustDevice implements Step<LoginHost> {
    private static final String ASKED = "200 second factor: [totp]";
    private static final Duration BEYOND_THE_GRACE = Duration.ofSeconds(31);

    @Override
    public String title() {
        return "Trust a device: spared the second factor, never step-up";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Person person = host.person("person7");
        Authenticator phone = person.enrolled();
        Answer proven = person.answerAndRemember(person.begin(), phone.nextCode());
        transcript.expect("login, remembering the device", "200 logged in by [pwd, otp, mfa]", proven.toString());
        transcript.expect("a new API key right after that", "allowed", stepUp(host, proven));
        transcript.expect(
                "trusted for, whatever happens",
                "30 days",
                host.text(
                        "SELECT (expires_at - created_at)::text FROM holdfast.trusted_device WHERE user_id = ?",
                        person.user().userId()));
        host.pass(Duration.ofHours(1));
        Answer spared = person.begin(proven.token());
        transcript.expect("a login on it, an hour later", "200 logged in by [pwd]", spared.toString());
        transcript.expect(
                "its cookie was replaced",
                true,
                !spared.token().isEmpty() && !spared.token().equals(proven.token()));

        transcript.refused("a new API key, asked for by that login", "urn:holdfast:acr:2fa", stepUp(host, spared));
        endedByACopy(host, transcript, person, new Cookies(proven.token(), spared.token()));
        endedByHand(host, transcript, person, phone);
    }

    private record Cookies(String before, String now) {}

    private static void endedByACopy(LoginHost host, Transcript transcript, Person person, Cookies cookies) {
        host.pass(BEYOND_THE_GRACE);
        transcript.refused(
                "the cookie from before, half a minute later",
                ASKED,
                person.begin(cookies.before()).toString());
        SecurityEvent event = host.newest(Action.of("trusted_device.recognise"));
        transcript.expect("why, in the audit log alone", "reused, HIGH", event.reason() + ", " + event.severity());
        transcript.refused(
                "the newest cookie after that",
                ASKED,
                person.begin(cookies.now()).toString());
        transcript.because("two hold one cookie, and nobody can tell who the owner is: the trust ends for both");
    }

    private static void endedByHand(LoginHost host, Transcript transcript, Person person, Authenticator phone) {
        AccountEndpoint account = host.application().account();
        Answer trusted = person.answerAndRemember(person.begin(), phone.nextCode());
        var devices = account.devices(person.user());
        transcript.expect("devices that the user sees", 1, devices.size());
        transcript.expect(
                "revoked by the user",
                true,
                account.revoke(person.user(), devices.get(0).id()));
        transcript.refused(
                "its cookie after that", ASKED, person.begin(trusted.token()).toString());
        transcript.expect(
                "why, in the audit log alone",
                "revoked",
                host.newest(Action.of("trusted_device.recognise")).reason());
    }

    private static String stepUp(LoginHost host, Answer login) {
        SessionAuthentication session =
                login.session().orElseThrow(() -> new Deviation("the login must be done, got: " + login));
        return Application.STEP_UP
                .requirement(Application.CREATE_API_KEY, session, host.clock().instant())
                .fold(() -> "allowed", challenge -> "403 " + challenge.wwwAuthenticate());
    }
}
