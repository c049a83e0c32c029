package dev.holdfast.auth.login;

import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.util.Optional;

/**
 * The second step of a login. Prints without its secrets.
 *
 * @param challenge what the first step gave, as the client sent it
 * @param method the factor the user answers with, such as {@code totp}; one that the host does not compose is refused as
 *     a wrong response is
 * @param response what was typed
 * @param rememberAs what to call this device if it is to be remembered, 1 to 128 characters; without effect in a login
 *     that composes no trusted devices
 */
public record LoginCompletion(Secret challenge, String method, Secret response, Optional<String> rememberAs) {
    private static final int MAX_LABEL = 128;

    /**
     * Checks the label, which is not what was typed into the form.
     *
     * @throws IllegalArgumentException when the label is blank or too long
     */
    public LoginCompletion {
        rememberAs.ifPresent(label -> Require.text("label", label, MAX_LABEL));
    }

    /**
     * A completion that leaves the device as it is.
     *
     * @param challenge what the first step gave, as the client sent it
     * @param method the factor the user answers with
     * @param response what was typed
     * @return the completion
     */
    public static LoginCompletion of(String challenge, String method, String response) {
        return new LoginCompletion(
                LoginRequest.typed(challenge), method, LoginRequest.typed(response), Optional.empty());
    }

    /**
     * The same, after which this device is asked for no second factor for a while; without effect in a login that composes
     * no trusted devices.
     *
     * @param label what the user's list of devices calls it, such as browser and system, 1 to 128 characters
     * @return the completion
     * @throws IllegalArgumentException when the label is blank or too long
     */
    public LoginCompletion rememberDevice(String label) {
        return new LoginCompletion(challenge, method, response, Optional.of(label));
    }
}
