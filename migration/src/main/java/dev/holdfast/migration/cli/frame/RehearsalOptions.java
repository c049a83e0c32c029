package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.session.Session.Scratch;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.run.RunPlan;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a rehearsal insists on, and how much of it is allowed on the live database; for each command that rehearses. */
public final class RehearsalOptions {
    /** Where it happens. */
    public enum Where {
        /** In a scratch database from a dump of the schema. */
        dump,
        /** In a copy of the database. */
        template,
        /** In a transaction on the live database. */
        live
    }

    @Option(names = "--max-rows", paramLabel = "N", description = "Live: the biggest table to be scanned, in rows.")
    private @Nullable Long maxRows;

    @Option(names = "--max-bytes", paramLabel = "N", description = "Live: the biggest table to be scanned, in bytes.")
    private @Nullable Long maxBytes;

    @Option(
            names = "--allow-unknown-because",
            paramLabel = "WHY",
            description = "Rehearse statements that nobody can judge; the reason is recorded.")
    private @Nullable String unknown;

    @Option(
            names = "--own-server-because",
            paramLabel = "WHY",
            description =
                    "Rehearse what reaches beyond its database, such as CREATE ROLE: the copies' server is there for"
                            + " rehearsals alone; the reason is recorded.")
    private @Nullable String ownServer;

    @Option(names = "--without-undo-proof", description = "Do not try the undo scripts in the rehearsal.")
    private boolean withoutUndo;

    /**
     * Whether any of them was given.
     *
     * @return false when all is as usual
     */
    public boolean isGiven() {
        return maxRows != null || maxBytes != null || unknown != null || ownServer != null || withoutUndo;
    }

    /**
     * Checks the options, before there is a session.
     *
     * @param plan what is to be done
     * @param where where the rehearsal happens
     * @param option how that was said
     * @param context what time it is
     * @return gives the plan its rehearsal
     */
    public Function<Session, RunPlan> rehearsing(RunPlan plan, Where where, String option, Context context) {
        Optional<LiveAllowance> allowance = allowance(where, option);
        return session -> plan.withRehearsal(
                allowance
                        .map(RehearsalMode::live)
                        .orElseGet(() -> RehearsalMode.inClone(copies(session, where, context))),
                policy());
    }

    private static ScratchDatabases copies(Session session, Where where, Context context) {
        return session.scratch(where == Where.template ? Scratch.TEMPLATE : Scratch.DUMP, context.clock());
    }

    private RehearsalPolicy policy() {
        RehearsalPolicy policy = RehearsalPolicy.defaults();
        policy = unknown == null ? policy : policy.allowUnknown(unknown);
        policy = ownServer == null ? policy : policy.onServerOfItsOwn(ownServer);
        return withoutUndo ? policy.withoutUndoProof() : policy;
    }

    /** Explicit, as nobody but its owner knows how big a table may be looked at while the application runs. */
    private Optional<LiveAllowance> allowance(Where where, String option) {
        if (where == Where.live && maxRows != null && maxBytes != null) {
            return Optional.of(LiveAllowance.upTo(maxRows, maxBytes));
        }
        if (where == Where.live || maxRows != null || maxBytes != null) {
            throw CommandException.wrongUse(option + " live, --max-rows and --max-bytes must be given together");
        }
        return Optional.empty();
    }
}
