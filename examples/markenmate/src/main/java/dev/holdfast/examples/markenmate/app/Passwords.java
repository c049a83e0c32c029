package dev.holdfast.examples.markenmate.app;

import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;

/** Stands for the application's own login, whatever it hashes with: the factor only asks whether a password is right. */
public final class Passwords {
    private static final Secret NOBODY = Secret.ofText("nobody's password");

    private final Map<String, Secret> known = new ConcurrentHashMap<>();

    /** Sets a password. */
    public void set(String userId, String password) {
        known.put(userId, Secret.ofText(password));
    }

    boolean matches(DSLContext tx, StepUpSubject subject, Secret password) {
        // Compared for unknown users too, so that they cost the same.
        return known.getOrDefault(subject.userId(), NOBODY).equals(password) && known.containsKey(subject.userId());
    }
}
