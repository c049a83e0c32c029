package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.OwaspActions;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.app.login.LoginEndpoint;
import dev.holdfast.examples.zekka.app.login.LoginEndpoint.Response;
import dev.holdfast.examples.zekka.app.login.Origin;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.time.Duration;
import java.util.stream.IntStream;

/** Strangers guess until the account is shut to strangers; its owner's device is none. */
public final class ThrottleStrangers implements Step<LoginHost> {
    private static final String NAME = "person9";
    private static final String STRANGER = "203.0.113.9";
    private static final Origin ABROAD = Origin.of("203.0.113.77");
    private static final int MANY = 20;

    @Override
    public String title() {
        return "Throttle strangers: no hash for them, no lock-out for the owner, a country is a hint";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Person owner = host.person(NAME);
        Authenticator phone = owner.enrolled();
        Answer login = owner.answerAndRemember(owner.begin(), phone.nextCode());
        transcript.expect("the owner's first login, a place of", "first", place(host, "login_challenge.issue"));

        transcript.expect("guesses from one address that were looked at", 3, guesses(host, Origin.of(STRANGER)));
        refusedUnlookedAt(host, transcript, "the right password from there", new Refusal(Origin.of(STRANGER), "pair"));
        forgeAddresses(host, transcript);
        transcript.expect(
                "guesses from another address, until the account is shut to strangers", 2, guesses(host, ABROAD));
        refusedUnlookedAt(
                host,
                transcript,
                "the right password from any other address",
                new Refusal(Origin.of("192.0.2.44"), "account"));

        transcript.expect(
                "the owner's device, meanwhile",
                "200 logged in by [pwd]",
                owner.begin(login.token()).toString());
        transcript.expect("a place that is", "known", place(host, OwaspActions.AUTHN_LOGIN_SUCCESS.name()));
        transcript.because("a lock that anybody can set by guessing is a weapon against the account's owner");
        transcript.expect(
                "failed_logins, which nothing writes any more",
                0L,
                host.number("SELECT sum(failed_logins) FROM users"));
        transcript.because("a counter that is read, raised and written back lets guesses at one moment count as one");
        travel(host, transcript, phone);
    }

    private static void forgeAddresses(LoginHost host, Transcript transcript) {
        LoginEndpoint endpoint = host.application().login();
        transcript.expect(
                "X-Forwarded-For: 1.2.3.4, as the stranger sends it through the proxy",
                STRANGER,
                endpoint.client(Origin.of(STRANGER, "1.2.3.4")).text());
        long hashes = host.hashesOf(() -> transcript.expect(
                "guesses that a new header each time got looked at, of 4",
                0L,
                IntStream.range(0, 4)
                        .mapToObj(i -> Origin.of(STRANGER, "198.51.100." + i))
                        .filter(origin -> guess(host, origin).status() != 429)
                        .count()));
        transcript.expect("hashes computed for them", 0L, hashes);
    }

    /** The wait over, the owner is abroad on another device: let in, and marked. */
    private static void travel(LoginHost host, Transcript transcript, Authenticator phone) {
        LoginEndpoint endpoint = host.application().login();
        host.pass(Duration.ofMinutes(16));
        Answer begun = endpoint.begin(ABROAD, NAME, Person.PASSWORD, "");
        transcript.expect("the owner abroad, after the wait", "200 second factor: [totp]", begun.toString());
        transcript.expect("a place that is", "new", place(host, "login_challenge.issue"));
        Answer done = endpoint.complete(ABROAD, new Response(begun.token(), "totp", phone.nextCode()));
        transcript.expect("it refuses nothing", "200 logged in by [pwd, otp, mfa]", done.toString());
        transcript.because("a country by look-up is too little to refuse by; it is for the record, and for step-up");
    }

    private static int guesses(LoginHost host, Origin from) {
        int guesses = 0;
        while (guesses < MANY && guess(host, from).status() == 401) {
            guesses++;
        }
        return guesses;
    }

    private static Answer guess(LoginHost host, Origin from) {
        return host.application().login().begin(from, NAME, "a guess", "");
    }

    /** An attempt that is refused, and what refuses it. */
    private record Refusal(Origin from, String by) {}

    private static void refusedUnlookedAt(LoginHost host, Transcript transcript, String attempt, Refusal refusal) {
        long hashes = host.hashesOf(() -> transcript.refused(
                attempt,
                "429, retry after",
                host.application()
                        .login()
                        .begin(refusal.from(), NAME, Person.PASSWORD, "")
                        .toString()));
        transcript.expect("hashes computed for it", 0L, hashes);
        SecurityEvent event = host.newest(OwaspActions.AUTHN_LOGIN_FAIL_MAX);
        transcript.expect(
                "why, in the audit log alone",
                "throttled by [" + refusal.by() + "]",
                event.reason() + " by " + event.metadata().values().get("buckets"));
    }

    private static String place(LoginHost host, String action) {
        return String.valueOf(host.newest(Action.of(action)).metadata().values().get("place"));
    }
}
