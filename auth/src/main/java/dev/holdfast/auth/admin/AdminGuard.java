package dev.holdfast.auth.admin;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.admin.AdminDirectory.Account;
import dev.holdfast.auth.admin.GuardDecision.Applied;
import dev.holdfast.auth.admin.GuardDecision.Conflict;
import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.admin.GuardDecision.Refused;
import dev.holdfast.auth.stepup.StepUpGrant;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.SqlState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Guards a host's admins by executing the changes to them itself: the master admin stays, the last lasting admin stays,
 * nobody promotes themself, nobody reaches above their own level.
 *
 * <p><em>Transaction.</em> Joins: the change, what it revokes and its audit record stand or fall with the host's
 * transaction. Denials are recorded in a transaction of their own, so that the host's rollback keeps them.
 *
 * <p><em>Concurrency.</em> Each change is one statement that locks the admins concerned before it looks at them. Two
 * demotions that overlap wait for each other; the later one is refused at READ COMMITTED, and a {@link Conflict} at
 * REPEATABLE READ and SERIALIZABLE. Thread-safe.
 *
 * <p><em>Security note.</em> Holds for changes that pass through it. Statements that go past it meet the triggers that
 * {@link dev.holdfast.auth.admin.trigger.AdminTriggers} generates; install both.
 *
 * <pre>{@code
 * AdminChange change = AdminActor.of(session.userId()).changeRole("bob", "user");
 * GuardDecision decision = guard.apply(tx, change, grant); // of a token for change.act().stepUpAction(), change.payload()
 * }</pre>
 */
public final class AdminGuard {
    private final AdminDirectory directory;
    private final AdminRecord record;
    private final Clock clock;
    private final AdminPolicy policy;

    /**
     * Makes a guard.
     *
     * @param directory where the admins are kept
     * @param trail takes acts, which join, and denials, which have to be independent
     * @param clock the host's clock, against which end dates are held
     * @param policy what needs a step-up, and what a change revokes
     */
    public AdminGuard(AdminDirectory directory, AuditTrail trail, Clock clock, AdminPolicy policy) {
        this.directory = directory;
        this.record = new AdminRecord(trail);
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * Executes a change that needs no step-up.
     *
     * @param tx the host's transaction
     * @param change what to do
     * @return applied, refused or conflict
     * @throws IllegalArgumentException when the change does not fit the directory
     */
    public GuardDecision apply(DSLContext tx, AdminChange change) {
        return decide(tx, change, null);
    }

    /**
     * Executes a change, proven by a step-up token that was spent in the same transaction.
     *
     * <p><em>Refusals.</em> Each {@link Reason}; all but {@link Reason#NO_CHANGE} and {@link Reason#CHANGED_MEANWHILE} are
     * recorded as denied, those two as failed. When a trigger refused, the transaction is dead as well.
     *
     * @param tx the host's transaction
     * @param change what to do
     * @param grant the proof, good for the change's {@link AdminAct#stepUpAction} and {@link AdminChange#payload}
     * @return applied, refused or conflict
     * @throws IllegalArgumentException when the change does not fit the directory
     */
    public GuardDecision apply(DSLContext tx, AdminChange change, StepUpGrant grant) {
        return decide(tx, change, grant);
    }

    /**
     * What would refuse the change as things stand, the step-up aside. Promises nothing: by the time of {@link #apply}
     * things may stand otherwise.
     *
     * @param tx the host's transaction
     * @param change the change in question
     * @return the first rule against it; empty when there is none
     * @throws IllegalArgumentException when the change does not fit the directory
     */
    public Optional<Reason> preview(DSLContext tx, AdminChange change) {
        return AdminRules.broken(change, directory.look(tx, change, clock.instant()), directory.adminRoles());
    }

    /**
     * Makes the first admin of a host without tenants the master, once; see {@link #appointMaster(DSLContext, String)}.
     *
     * @param tx the host's transaction
     * @return who is the master
     */
    public MasterAppointment appointMaster(DSLContext tx) {
        return appointMaster(tx, "");
    }

    /**
     * Makes the first lasting admin of a scope its master, once: first by creation date, of equal dates the least id.
     *
     * <p><em>Concurrency.</em> One statement: of several nodes that start at once exactly one appoints, the others find it
     * done (READ COMMITTED) or get a conflict and find it done at the next try.
     *
     * @param tx the host's transaction
     * @param scope the scope
     * @return who is the master
     */
    public MasterAppointment appointMaster(DSLContext tx, String scope) {
        try {
            Optional<String> appointed = directory.appointMaster(tx, scope);
            if (appointed.isPresent()) {
                record.appointed(tx, scope, appointed.get());
                return new MasterAppointment.Appointed(appointed.get());
            }
            return directory
                    .master(tx, scope)
                    .<MasterAppointment>map(MasterAppointment.AlreadyDone::new)
                    .orElseGet(MasterAppointment.NoAdmin::new);
        } catch (DatabaseException e) {
            // Two nodes that saw different first admins meet at the unique index of the flag.
            if (SqlState.isConflict(e) || SqlState.of(e).filter("23505"::equals).isPresent()) {
                return new MasterAppointment.Conflict();
            }
            throw e;
        }
    }

    private GuardDecision decide(DSLContext tx, AdminChange change, @Nullable StepUpGrant grant) {
        Optional<Reason> unproven = AdminRules.stepUp(change, policy.stepUpFor(), grant);
        GuardDecision decision = unproven.<GuardDecision>map(Refused::new).orElseGet(() -> execute(tx, change, grant));
        if (decision instanceof Refused refused) {
            record.refused(tx, change, refused.reason());
        }
        return decision;
    }

    private GuardDecision execute(DSLContext tx, AdminChange change, @Nullable StepUpGrant grant) {
        Instant now = clock.instant();
        try {
            Optional<Account> before = directory.execute(tx, change, now);
            if (before.isEmpty()) {
                return new Refused(AdminRules.broken(change, directory.look(tx, change, now), directory.adminRoles())
                        .orElse(Reason.CHANGED_MEANWHILE));
            }
            List<Change> changes = AdminRecord.changes(change, before.get(), now);
            int revoked = revoke(tx, change, before.get().id());
            record.applied(tx, change, changes, grant, revoked);
            return new Applied(changes);
        } catch (DatabaseException e) {
            if (SqlState.isConflict(e)) {
                return new Conflict();
            }
            return new Refused(AdminSqlState.reasonOf(e).orElseThrow(() -> e));
        }
    }

    private int revoke(DSLContext tx, AdminChange change, String userId) {
        return switch (change.act()) {
            case DISABLE, DELETE -> policy.revocation().revokeAll(tx, userId, RevocationReason.ACCOUNT_DISABLED);
            case CHANGE_ROLE, SET_END -> policy.revocation().revokeAll(tx, userId, RevocationReason.ROLE_CHANGED);
            // Neither takes a right away that a token of the account could still carry.
            case ENABLE, TRANSFER_MASTER -> 0;
        };
    }
}
