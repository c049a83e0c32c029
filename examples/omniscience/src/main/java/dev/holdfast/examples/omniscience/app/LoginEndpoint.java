package dev.holdfast.examples.omniscience.app;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.auth.ban.BanLog;
import dev.holdfast.auth.login.LoginCompletion;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginRequest;
import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** {@code POST /api/auth/login} and {@code POST /api/auth/login/code}: address, rate, login, ban line, in this order. */
public final class LoginEndpoint {
    private final TrustedProxies proxies;
    private final RateLimit rate;
    private final LoginFlow login;
    private final BanLog bans;

    LoginEndpoint(TrustedProxies proxies, RateLimit rate, LoginFlow login, BanLog bans) {
        this.proxies = proxies;
        this.rate = rate;
        this.login = login;
        this.bans = bans;
    }

    /**
     * Where a request comes from, as the server's container tells it.
     *
     * @param peer the connection's other end
     * @param forwardedFor the lines of {@code X-Forwarded-For}
     */
    public record Origin(String peer, List<String> forwardedFor) {
        /** A client whose request the proxy passed on; the client may have sent a header of its own. */
        public static Origin through(String proxy, String client, String... sent) {
            String line = String.join(", ", sent);
            return new Origin(proxy, List.of(line.isEmpty() ? client : line + ", " + client));
        }
    }

    /**
     * What the client gets.
     *
     * @param status 200, 401 or 429
     * @param body the challenge of a login under way, who logged in, or nothing
     * @param retryAfter seconds to wait, for status 429
     */
    public record Answer(int status, String body, long retryAfter) {}

    /** The address that a request counts under. */
    public ClientAddress client(Origin origin) {
        return proxies.clientOf(
                origin.peer(), name -> name.equalsIgnoreCase("X-Forwarded-For") ? origin.forwardedFor() : List.of());
    }

    /** The first step. */
    public Answer login(Origin origin, String name, String password) {
        return answer(origin, client -> login.begin(LoginRequest.of(LoginName.of(name), password, client)));
    }

    /** The second step. */
    public Answer code(Origin origin, String challenge, String code) {
        return answer(origin, client -> login.complete(LoginCompletion.of(challenge, "totp", code)));
    }

    private Answer answer(Origin origin, Function<ClientAddress, LoginResult> step) {
        ClientAddress client = client(origin);
        RequestContext request = RequestContext.none().withClient(client.text(), null);
        RequestScope scope = RequestScope.open(request);
        try {
            return rate.check(client)
                    .fold(passes -> answer(client, step.apply(client)), limited -> later(client, limited.retryAfter()));
        } finally {
            scope.close();
        }
    }

    private Answer answer(ClientAddress client, LoginResult result) {
        return result.fold(
                done -> new Answer(200, done.user().userId() + " " + done.amr(), 0),
                required -> new Answer(200, required.challenge().exposeText(), 0),
                () -> refused(client),
                retryAfter -> later(client, retryAfter));
    }

    private Answer refused(ClientAddress client) {
        bans.refused(client);
        return new Answer(401, "", 0);
    }

    private Answer later(ClientAddress client, Duration retryAfter) {
        bans.refused(client);
        return new Answer(429, "", Math.max(1, retryAfter.toSeconds()));
    }
}
