package dev.holdfast.examples.benchmarks.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.LoginCompletion;
import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.totp.TotpSecretColumn;
import dev.holdfast.auth.totp.TotpTakeover;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a refused second step takes, by what became of the account since the first: nothing, locked, deleted. Beside
 * them a step that looks first, and one whose challenge was made up, which says nothing of any account.
 */
public final class FactorTimes {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final TotpSecret SECRET = new TotpSecret(Secret.of(new byte[20]));
    /** What no step near the present shows. */
    private static final String WRONG_CODE = TotpCodes.of(TotpParameters.defaults())
            .codeAt(SECRET, TotpParameters.defaults().stepAt(NOW) + 100);

    private static final String ACTIVE = "active";
    private static final String LOCKED = "locked";
    private static final String DELETED = "deleted";
    private static final String LOOKED_AT = "looked-at";
    private static final String LOOKED_AT_LOCKED = "locked.looked-at";
    /** As many responses as a challenge takes. */
    private static final int PER_CHALLENGE = 5;
    /** Of the first step only the challenge is wanted. */
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    private FactorTimes() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        LoginHost host = new LoginHost(AuthHost.in(database, threads, Clock.fixed(NOW, ZoneOffset.UTC)), CHEAP);
        int each = (scale.inAll(1, threads) + PER_CHALLENGE - 1) / PER_CHALLENGE;
        List<String> states = List.of(ACTIVE, LOCKED, DELETED, LOOKED_AT, LOOKED_AT_LOCKED);
        for (String state : states) {
            host.open(state, each);
        }
        enrol(host);
        List<List<Challenge>> challenges = new ArrayList<>();
        for (String state : states) {
            challenges.add(challenges(host, state, each));
        }
        host.change(LOCKED, "locked_until = 'infinity'");
        database.execute("DELETE FROM users WHERE email LIKE '" + DELETED + "-%'");
        database.execute("ANALYZE");
        return new Contest(
                        "refused second factor",
                        Goal.alike(0.05),
                        threads,
                        1,
                        List.of(
                                refused("wrong code", challenges.get(0), challenge -> complete(host, challenge)),
                                refused(
                                        "Holdfast, account locked since",
                                        challenges.get(1),
                                        challenge -> complete(host, challenge)),
                                refused(
                                        "Holdfast, account deleted since",
                                        challenges.get(2),
                                        challenge -> complete(host, challenge)),
                                refused(
                                        "looking first, wrong code",
                                        challenges.get(3),
                                        challenge -> lookingFirst(host, challenge)),
                                refused(
                                        "looking first, account locked since",
                                        challenges.get(4),
                                        challenge -> lookingFirst(host, challenge)),
                                refused("challenge made up", madeUp(each), challenge -> complete(host, challenge))))
                .timed()
                .on(host);
    }

    /** A login under way. */
    private record Challenge(Secret token, UserRef user) {}

    private static void enrol(LoginHost host) throws SQLException {
        host.change("", "totp_secret = '" + SECRET.exposeBase32() + "'");
        var unused = TotpTakeover.of(
                        host.totp(),
                        TotpSecretColumn.of("public", "users", KeyColumn.bigint("id"), "totp_secret"),
                        TotpParameters.defaults())
                .run();
    }

    private static List<Challenge> challenges(LoginHost host, String state, int count) throws SQLException {
        List<String> ids = host.host()
                .database()
                .queryStrings("SELECT id::text FROM users WHERE email LIKE '" + state + "-%' ORDER BY id");
        List<Challenge> challenges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LoginResult result = host.begin(LoginHost.name(state, i), LoginHost.PASSWORD);
            if (!(result instanceof LoginResult.SecondFactorRequired required)) {
                throw new IllegalStateException("a second factor must be asked for, got " + result);
            }
            challenges.add(new Challenge(required.challenge(), UserRef.of(ids.get(i))));
        }
        return challenges;
    }

    /** Well-formed tokens that nobody was given. */
    private static List<Challenge> madeUp(int count) {
        TokenFormat format = TokenFormat.of("hflc", new SecureRandom());
        List<Challenge> challenges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            challenges.add(new Challenge(format.mint(UUID.randomUUID()).text(), UserRef.of("0")));
        }
        return challenges;
    }

    /** A second step under a challenge. */
    @FunctionalInterface
    private interface Step {
        LoginResult of(Challenge challenge);
    }

    private static LoginResult complete(LoginHost host, Challenge challenge) {
        return host.flow().complete(LoginCompletion.of(challenge.token().exposeText(), "totp", WRONG_CODE));
    }

    private static LoginResult lookingFirst(LoginHost host, Challenge challenge) {
        return host.active(challenge.user()) ? complete(host, challenge) : new LoginResult.Refused();
    }

    private static Contestant refused(String contestant, List<Challenge> challenges, Step step) {
        AtomicInteger next = new AtomicInteger();
        return Checked.of(
                contestant,
                () -> () ->
                        step.of(challenges.get(next.getAndIncrement() / PER_CHALLENGE)) instanceof LoginResult.Refused);
    }
}
