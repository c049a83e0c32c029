package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.PasswordEnvelope.Content;
import dev.holdfast.auth.password.PasswordEnvelope.Opened;
import dev.holdfast.auth.password.PasswordHistory.Past;
import dev.holdfast.auth.password.PreparedPassword.Replaced;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.hash.PasswordText;
import dev.holdfast.auth.password.rule.PasswordFault;
import dev.holdfast.auth.password.store.StoredPassword;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a new password against the earlier ones, and hashes it. Takes a lane for each hash, so that logins get between. */
final class PasswordPreparation {
    private final PasswordSetup setup;
    private final PasswordEnvelope envelope;
    private final PasswordHistory history;
    private final SecureRandom random = new SecureRandom();

    PasswordPreparation(PasswordSetup setup, PasswordEnvelope envelope, PasswordHistory history) {
        this.setup = setup;
        this.envelope = envelope;
        this.history = history;
    }

    /** How many changes a user has made; the number decides which of two changes comes first. */
    long changes(UserRef user) {
        return setup.runner().call(own -> {
            UserRef canonical =
                    setup.store().find(own, user).map(StoredPassword::user).orElse(user);
            return history.newest(own, canonical, 1).stream()
                    .mapToLong(Past::number)
                    .findFirst()
                    .orElse(0);
        });
    }

    PreparationResult prepare(UserRef asked, Secret password, long changes) {
        PasswordText text = PasswordText.of(password).orElseThrow();
        Optional<StoredPassword> row = setup.runner().call(own -> setup.store().find(own, asked));
        UserRef user = row.map(StoredPassword::user).orElse(asked);
        Optional<Content> present = row.flatMap(
                found -> found.hash().flatMap(hash -> envelope.open(user, hash)).map(Opened::content));
        List<Content> taken = new ArrayList<>(past(user));
        present.ifPresent(content -> taken.add(0, content));
        for (Content content : taken) {
            Optional<Boolean> same = isSame(content, text);
            if (same.isEmpty()) {
                return new PreparationResult.Busy(setup.pool().retryAfter());
            }
            if (same.get()) {
                return new PreparationResult.Refused(Set.of(PasswordFault.REUSED));
            }
        }
        Replaced replaced = new Replaced(changes, row.isPresent(), present.orElse(null));
        return setup.pool()
                .tryRun(lane -> PasswordHash.make(
                        lane, setup.policy().current(), text.normalised().exposeBytes(), random))
                .<PreparationResult>map(fresh ->
                        new PreparationResult.Prepared(new PreparedPassword(user, new Content(fresh, true), replaced)))
                .orElseGet(() -> new PreparationResult.Busy(setup.pool().retryAfter()));
    }

    private List<Content> past(UserRef user) {
        int kept = setup.policy().history();
        List<Past> newest = kept == 0 ? List.of() : setup.runner().call(own -> history.newest(own, user, kept));
        List<Content> contents = new ArrayList<>();
        for (Past past : newest) {
            if (past.sealed() != null) {
                envelope.openFromHistory(user, past.number(), past.sealed()).ifPresent(contents::add);
            }
        }
        return contents;
    }

    /** Empty when no lane is free. A hash that takes more memory than a lane has is not compared with. */
    private Optional<Boolean> isSame(Content content, PasswordText text) {
        if (!setup.pool().fits(content.hash().scheme())) {
            return Optional.of(false);
        }
        byte[] hashed = content.normalised()
                ? text.normalised().exposeBytes()
                : text.entered().exposeBytes();
        return setup.pool().tryRun(lane -> content.hash().matches(lane, hashed));
    }
}
