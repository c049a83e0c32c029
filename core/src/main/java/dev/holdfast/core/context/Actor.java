package dev.holdfast.core.context;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param type what kind of actor
 * @param id the host's id of the actor, at most 200 characters
 * @param name the name at the time, or null; pinned, so a later rename does not change history
 * @param sessionId the host's id of the session (never the session's secret), or null
 * @param onBehalfOf the id of the account acted for, or null
 */
public record Actor(
        ActorType type,
        String id,
        @Nullable String name,
        @Nullable String sessionId,
        @Nullable String onBehalfOf) {
    private static final int MAX = 200;
    private static final Actor ANONYMOUS = new Actor(ActorType.ANONYMOUS, "anonymous", null, null, null);

    /**
     * Checks the lengths, and replaces what no database text can hold.
     *
     * @throws IllegalArgumentException when a part is blank or longer than 200 characters
     */
    public Actor {
        id = Json.clean(Require.text("id", id, MAX));
        name = optional("name", name);
        sessionId = optional("sessionId", sessionId);
        onBehalfOf = optional("onBehalfOf", onBehalfOf);
    }

    /**
     * A person.
     *
     * @param id the host's id
     * @return the actor
     */
    public static Actor user(String id) {
        return new Actor(ActorType.USER, id, null, null, null);
    }

    /**
     * The application itself.
     *
     * @param id which part of it, such as {@code clean-up}
     * @return the actor
     */
    public static Actor system(String id) {
        return new Actor(ActorType.SYSTEM, id, null, null, null);
    }

    /**
     * A program with credentials.
     *
     * @param id the host's id
     * @return the actor
     */
    public static Actor service(String id) {
        return new Actor(ActorType.SERVICE, id, null, null, null);
    }

    /**
     * Nobody known.
     *
     * @return the actor
     */
    public static Actor anonymous() {
        return ANONYMOUS;
    }

    /**
     * The same actor with a name.
     *
     * @param value the name as of now
     * @return the actor
     */
    public Actor withName(String value) {
        return new Actor(type, id, value, sessionId, onBehalfOf);
    }

    /**
     * The same actor in a session.
     *
     * @param value the session's id, not its secret
     * @return the actor
     */
    public Actor withSession(String value) {
        return new Actor(type, id, name, value, onBehalfOf);
    }

    /**
     * The same actor acting for somebody else.
     *
     * @param value the id of the account acted for
     * @return the actor
     */
    public Actor withOnBehalfOf(String value) {
        return new Actor(type, id, name, sessionId, value);
    }

    private static @Nullable String optional(String field, @Nullable String value) {
        return value == null ? null : Json.clean(Require.text(field, value, MAX));
    }
}
