package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.ArchiveResult.Busy;
import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveResult.Reason;
import dev.holdfast.audit.archive.ArchiveResult.Resting;
import dev.holdfast.audit.archive.ArchiveResult.Stopped;
import dev.holdfast.audit.archive.ArchiveSteps.Scene;
import dev.holdfast.audit.archive.ArchiveSteps.Step;
import dev.holdfast.audit.archive.ArchiveTable.Locked;
import dev.holdfast.audit.archive.MonthTable.Place;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;

/** One month brought on as far as it can come, a transaction a step. */
final class ArchivePass {
    /** Another detaches at this moment, or holds a lock for longer than the policy waits. */
    private static final Set<String> IN_THE_WAY = Set.of("55P03", "55000", "57014", "42P01", "42809");

    private final ArchiveHost host;
    private final ArchiveStore store;
    private final RetentionPolicy policy;
    private final ArchiveSteps steps;

    ArchivePass(ArchiveHost host, AuditArchive.Settings settings, ArchiveSteps steps) {
        this.host = host;
        this.store = settings.store();
        this.policy = settings.policy();
        this.steps = steps;
    }

    /** A step on a month in a state; while it lasts no hold can be set or lifted when it says so. */
    private record Turn(YearMonth month, ArchiveState state, boolean isAgainstHolds, Step step) {}

    /** Each step moves forward or ends it. */
    ArchiveResult advance(YearMonth month, ArchiveState from) {
        ArchiveResult last = new Resting(month, from);
        ArchiveResult next = step(month, from);
        while (next instanceof Moved moved) {
            last = moved;
            next = step(month, moved.state());
        }
        return next instanceof Resting ? last : next;
    }

    private ArchiveResult step(YearMonth month, ArchiveState state) {
        return switch (state) {
            case ELIGIBLE -> inLog(month, state, steps::seal);
            case SEALED -> inLog(month, state, steps::export);
            case EXPORTED -> inLog(month, state, steps::verify);
            case VERIFIED -> detach(month);
            case DETACHED -> drop(month);
            case DROPPED -> holding(month, state, scene -> steps.expire(scene, policy));
            case RETURNED -> new Resting(month, state);
            case EXPIRED -> delete(month);
        };
    }

    /** A month that a node detached late, after another had sent it back, is put where it belongs first. */
    private ArchiveResult inLog(YearMonth month, ArchiveState state, Step step) {
        Place place = place(month);
        if (place == Place.DETACHING) {
            return finish(month, state, place);
        }
        return locked(month, state, scene -> switch (place) {
            case ALONE -> steps.attach(scene, state, Reason.ROWS_DIFFER);
            case GONE -> new Stopped(month, state, Reason.TABLE_MISSING);
            case ATTACHED, DETACHING -> step.take(scene);
        });
    }

    /** Holds are asked about before anything is begun; what was begun is finished first, and attached again if need be. */
    private ArchiveResult detach(YearMonth month) {
        Place place = place(month);
        return switch (place) {
            // Unless another has dropped it since the state was read.
            case GONE ->
                locked(
                        month,
                        ArchiveState.VERIFIED,
                        scene -> new Stopped(month, ArchiveState.VERIFIED, Reason.TABLE_MISSING));
            case ALONE -> locked(month, ArchiveState.VERIFIED, scene -> steps.move(scene, ArchiveState.DETACHED));
            case DETACHING -> finish(month, ArchiveState.VERIFIED, place);
            case ATTACHED -> {
                ArchiveResult free = locked(month, ArchiveState.VERIFIED, steps::release);
                yield free instanceof Moved ? finish(month, ArchiveState.VERIFIED, place) : free;
            }
        };
    }

    /** Detaches, and lets the next step look where the table is: another may have been at it. */
    private ArchiveResult finish(YearMonth month, ArchiveState state, Place place) {
        try {
            steps.months().detach(host.connections(), month, place, policy.lockTimeout());
        } catch (SQLException e) {
            if (!IN_THE_WAY.contains(String.valueOf(e.getSQLState()))) {
                throw DatabaseException.of("month not detached", e);
            }
            return place(month) == Place.ALONE ? new Moved(month, state) : new Stopped(month, state, Reason.LOCKED);
        }
        return new Moved(month, state);
    }

    /** Compared first, since that reads the whole month and holds may be set meanwhile. */
    private ArchiveResult drop(YearMonth month) {
        ArchiveResult compared = locked(month, ArchiveState.DETACHED, steps::compare);
        return compared instanceof Moved ? holding(month, ArchiveState.DETACHED, steps::drop) : compared;
    }

    /** The decision is committed; the files go after it, and again at each run until they are gone. */
    private ArchiveResult delete(YearMonth month) {
        try {
            for (String name : store.list()) {
                if (name.startsWith(MonthExport.prefix(month))) {
                    store.delete(name);
                }
            }
        } catch (IOException e) {
            throw new ArchiveException(month, "could not be deleted: run again", e);
        }
        return new Resting(month, ArchiveState.EXPIRED);
    }

    private Place place(YearMonth month) {
        return host.runner()
                .call(tx -> HostTransaction.onConnection(
                        tx, connection -> steps.months().place(connection, month)));
    }

    private ArchiveResult holding(YearMonth month, ArchiveState state, Step step) {
        return take(new Turn(month, state, true, step));
    }

    ArchiveResult locked(YearMonth month, ArchiveState state, Step step) {
        return take(new Turn(month, state, false, step));
    }

    private ArchiveResult take(Turn turn) {
        try {
            return host.runner()
                    .call(tx -> HostTransaction.onConnection(tx, connection -> {
                        steps.table().begin(connection, policy.lockTimeout(), turn.isAgainstHolds());
                        Optional<Locked> locked = steps.table().lock(connection, turn.month(), turn.state());
                        try {
                            return locked.isEmpty()
                                    ? new Busy(turn.month())
                                    : turn.step().take(new Scene(tx, connection, locked.get()));
                        } catch (IOException e) {
                            throw new ArchiveException(
                                    turn.month(), "could not be written or read: see the cause, and run again", e);
                        }
                    }));
        } catch (DatabaseException e) {
            if (SqlState.isConflict(e)) {
                return new Busy(turn.month());
            }
            if (e.sqlState().filter(IN_THE_WAY::contains).isPresent()) {
                return new Stopped(turn.month(), turn.state(), Reason.LOCKED);
            }
            throw e;
        }
    }
}
