package dev.holdfast.auth.login;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a login. Whatever was typed makes a request: an empty password is a wrong one.
 *
 * @param name who they say they are
 * @param password what was typed
 * @param client the address the request comes from, as the host's trusted proxies tell it
 * @param deviceToken what a trusted device presents
 * @param country where the address is thought to be, two upper-case letters by ISO 3166-1, when the host knows; a hint,
 *     never a reason to refuse
 */
public record LoginRequest(
        LoginName name, Secret password, ClientAddress client, Optional<Secret> deviceToken, Optional<String> country) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z0-9]{2}");

    /**
     * Checks what the host says, and nothing that was typed.
     *
     * @throws IllegalArgumentException when the country is not two upper-case letters or digits
     */
    public LoginRequest {
        country.ifPresent(code ->
                Require.matching("country", code, COUNTRY, "must be two upper-case letters or digits (ISO 3166-1)"));
    }

    /**
     * A request from a device that presents nothing.
     *
     * @param name who they say they are
     * @param password what was typed
     * @param client the address the request comes from
     * @return the request
     */
    public static LoginRequest of(LoginName name, String password, ClientAddress client) {
        return new LoginRequest(name, typed(password), client, Optional.empty(), Optional.empty());
    }

    /**
     * The same from a device that may have been remembered.
     *
     * @param token what it presents, such as a cookie's value; null when it presents nothing
     * @return the request
     */
    public LoginRequest withDevice(@Nullable String token) {
        return new LoginRequest(
                name, password, client, Optional.ofNullable(token).map(LoginRequest::typed), country);
    }

    /**
     * The same from a place.
     *
     * @param code two upper-case letters by ISO 3166-1
     * @return the request
     * @throws IllegalArgumentException when it is not
     */
    public LoginRequest withCountry(String code) {
        return new LoginRequest(name, password, client, deviceToken, Optional.of(code));
    }

    /** What was typed, as a secret. Nothing at all becomes the character 0, which no form sends and no password has. */
    static Secret typed(String text) {
        return Secret.ofText(text.isEmpty() ? "\0" : text);
    }
}
