package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.ForwardingHeader;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.auth.login.LoginCompletion;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginRequest;
import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code POST /api/auth/login} and {@code POST /api/auth/login/factor}. Thread-safe. */
public final class LoginEndpoint {
    /** Zekka's look-up of addresses, in short; all of them are set aside for examples (RFC 5737). */
    private static final Map<String, String> COUNTRIES = Map.of("198.51.100.", "CH", "203.0.113.", "BR");

    private final TrustedProxies proxies = TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, Origin.PROXY);
    private final LoginFlow login;

    LoginEndpoint(LoginFlow login) {
        this.login = login;
    }

    /**
     * A response to a second factor's challenge. Prints without its secrets.
     *
     * @param challenge what the first step gave
     * @param method the factor
     * @param text what was typed
     */
    public record Response(String challenge, String method, String text) {
        @Override
        public String toString() {
            return "Response[method=" + method + "]";
        }
    }

    /** The address that a request counts under. */
    public ClientAddress client(Origin origin) {
        return proxies.clientOf(
                origin.peer(), name -> name.equalsIgnoreCase("X-Forwarded-For") ? origin.forwardedFor() : List.of());
    }

    /** The first step, on a device with this cookie; empty when it has none. */
    public Answer begin(Origin origin, String name, String password, String cookie) {
        return answer(origin, client -> {
            LoginRequest request = LoginRequest.of(LoginName.of(name), password, client);
            LoginRequest known = cookie.isEmpty() ? request : request.withDevice(cookie);
            return login.begin(country(client).isEmpty() ? known : known.withCountry(country(client)));
        });
    }

    /** The second step. */
    public Answer complete(Origin origin, Response response) {
        return answer(origin, client -> login.complete(completion(response)));
    }

    /** The second step, after which this device is asked for no second factor for a while. */
    public Answer completeAndRemember(Origin origin, Response response, String label) {
        return answer(origin, client -> login.complete(completion(response).rememberDevice(label)));
    }

    private static LoginCompletion completion(Response response) {
        return LoginCompletion.of(response.challenge(), response.method(), response.text());
    }

    private Answer answer(Origin origin, Function<ClientAddress, LoginResult> step) {
        ClientAddress client = client(origin);
        RequestScope scope = RequestScope.open(RequestContext.none().withClient(client.text(), null));
        try {
            return step.apply(client).fold(Answer::done, Answer::secondFactor, Answer::refused, Answer::later);
        } finally {
            scope.close();
        }
    }

    private static String country(ClientAddress client) {
        return COUNTRIES.entrySet().stream()
                .filter(entry -> client.text().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
