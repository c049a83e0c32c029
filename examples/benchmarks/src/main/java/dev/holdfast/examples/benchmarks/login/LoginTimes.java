package dev.holdfast.examples.benchmarks.login;

import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import dev.holdfast.examples.benchmarks.credential.HashingLoads;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a refused first step takes, by who asks: an account with a wrong password, a name that nobody has, a locked and
 * an unverified account with the right password. Beside them a login that looks first and hashes only for accounts that
 * may log in. Call by call in turns; every call is the first at its name and from its address.
 */
public final class LoginTimes {
    private static final String KNOWN = "known";
    private static final String LOCKED = "locked";
    private static final String UNVERIFIED = "unverified";
    private static final String WRONG = "wrong horse battery staple";

    private LoginTimes() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        LoginHost host = new LoginHost(AuthHost.in(database, threads, Clock.systemUTC()), HashingLoads.cost(scale));
        // Two contestants of a state ask for different halves of it.
        int each = scale.inAll(1, threads);
        for (String state : List.of(KNOWN, LOCKED, UNVERIFIED)) {
            host.open(state, 2 * each);
        }
        host.change(LOCKED, "locked_until = 'infinity'");
        host.change(UNVERIFIED, "is_verified = false");
        database.execute("ANALYZE");
        return new Contest(
                        "refused login",
                        Goal.alike(0.05),
                        threads,
                        1,
                        List.of(
                                refused("wrong password", KNOWN, 0, name -> host.begin(name, WRONG)),
                                refused("Holdfast, name of nobody", "nobody", 0, name -> host.begin(name, WRONG)),
                                refused(
                                        "Holdfast, locked account",
                                        LOCKED,
                                        0,
                                        name -> host.begin(name, LoginHost.PASSWORD)),
                                refused(
                                        "Holdfast, unverified account",
                                        UNVERIFIED,
                                        0,
                                        name -> host.begin(name, LoginHost.PASSWORD)),
                                refused(
                                        "looking first, wrong password",
                                        KNOWN,
                                        each,
                                        name -> host.beginLookingFirst(name, WRONG)),
                                refused(
                                        "looking first, name of nobody",
                                        "nobody",
                                        each,
                                        name -> host.beginLookingFirst(name, WRONG)),
                                refused(
                                        "looking first, locked account",
                                        LOCKED,
                                        each,
                                        name -> host.beginLookingFirst(name, LoginHost.PASSWORD))))
                .timed()
                .on(host);
    }

    /** A first step for a name. */
    @FunctionalInterface
    private interface Step {
        LoginResult of(LoginName name);
    }

    private static Contestant refused(String contestant, String state, int first, Step step) {
        AtomicInteger next = new AtomicInteger(first);
        return Checked.of(
                contestant,
                () -> () -> step.of(LoginHost.name(state, next.getAndIncrement())) instanceof LoginResult.Refused);
    }
}
