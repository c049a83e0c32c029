package dev.holdfast.examples.markenmate.step;

import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.RoleDesk;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;

/** Tries to take administrators away: through the application, and past it. */
final class Demotion {
    private Demotion() {}

    static Answer of(Host host, String target) {
        RoleDesk roles = host.application().roles();
        Secret token = roles.stepUp(Host.ALMA, target, "user", host.proofs())
                .orElseThrow(() -> new Deviation("password and code must give a token"));
        return host.handle(
                Host.ALMA, CorrelationId.generate(), () -> roles.changeRole(Host.ALMA, target, "user", token));
    }

    static void bySql(Host host, Transcript transcript, String statement) {
        try {
            host.application().requests().run(tx -> tx.execute(statement));
        } catch (DatabaseException e) {
            transcript.refused(
                    "past the application: " + statement,
                    "SQLSTATE " + e.sqlState().orElse("none"));
            return;
        }
        throw new Deviation("the database must refuse: " + statement);
    }
}
