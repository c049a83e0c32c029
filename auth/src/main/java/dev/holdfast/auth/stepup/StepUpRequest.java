package dev.holdfast.auth.stepup;

import dev.holdfast.core.Require;
import dev.holdfast.core.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's wish for a token: for what, and with which proofs.
 *
 * @param subject who, in which session; from the caller's valid session, never from the request's body
 * @param action what for
 * @param payload the digest of what exactly
 * @param responses what the user entered, by the factor's {@code amr}; prints as nothing
 */
public record StepUpRequest(
        StepUpSubject subject, StepUpAction action, PayloadDigest payload, Map<String, Secret> responses) {
    private static final int MAX_RESPONSES = 8;

    /**
     * Copies the responses.
     *
     * @throws IllegalArgumentException when there are more than 8
     */
    public StepUpRequest {
        Require.between("number of responses", responses.size(), 0, MAX_RESPONSES);
        responses = Map.copyOf(responses);
    }

    /**
     * A request without proofs yet.
     *
     * @param subject who, in which session
     * @param action what for
     * @param payload the digest of what exactly
     * @return the request
     */
    public static StepUpRequest of(StepUpSubject subject, StepUpAction action, PayloadDigest payload) {
        return new StepUpRequest(subject, action, payload, Map.of());
    }

    /**
     * The request with what the user entered for a factor.
     *
     * @param amr the factor, such as {@code pwd}
     * @param response what was entered; null or empty is as if the factor was not tried
     * @return the request
     */
    public StepUpRequest with(String amr, @Nullable String response) {
        if (response == null || response.isEmpty()) {
            return this;
        }
        Map<String, Secret> more = new LinkedHashMap<>(responses);
        more.put(amr, Secret.ofText(response));
        return new StepUpRequest(subject, action, payload, more);
    }
}
