package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.harden.HardeningFinding;
import dev.holdfast.audit.harden.HardeningFinding.Kind;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Protects the log from those who write to it, and says what is open when somebody takes the protection off. */
public final class HardenLog implements Step {
    private static final String DELETE = "DELETE FROM holdfast.audit_event";

    @Override
    public String title() {
        return "Harden the log: roles, grants, triggers that always fire";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        transcript.expect(
                "protection open before",
                Set.of(Kind.TRIGGER_MISSING, Kind.ROLE_MISSING, Kind.OWNER_OTHER, Kind.GRANT_MISSING),
                kinds(open(host)));
        int statements = keeping.jobs().call(tx -> keeping.hardening().apply(tx).size());
        transcript.found("closed by %d statements", statements);
        transcript.expect("protection open after", List.of(), open(host));
        transcript.expect(
                "statements that a second application runs",
                List.of(),
                keeping.jobs().call(tx -> keeping.hardening().apply(tx)));

        String writer =
                keeping.roles().holders().values().iterator().next().iterator().next();
        refused(host, transcript, "the role that writes it", "SET LOCAL ROLE \"" + writer + "\"", "42501");
        refused(host, transcript, "a superuser", "SELECT 1", "AL001");
        refused(
                host,
                transcript,
                "one who passes over triggers",
                "SET LOCAL session_replication_role = replica",
                "AL001");
        disable(host, transcript);
    }

    /** What is open; that a server for trying things out gives up durability for speed is its own affair. */
    static List<HardeningFinding> open(Host host) {
        LogKeeping keeping = host.application().logKeeping();
        return keeping.jobs().call(tx -> open(keeping, tx));
    }

    private static List<HardeningFinding> open(LogKeeping keeping, DSLContext tx) {
        return keeping.check().run(tx).stream()
                .filter(finding -> finding.kind() != Kind.SETTING)
                .toList();
    }

    private static Set<Kind> kinds(List<HardeningFinding> findings) {
        return findings.stream().map(HardeningFinding::kind).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void refused(Host host, Transcript transcript, String who, String before, String sqlState) {
        try {
            host.application().logKeeping().jobs().run(tx -> {
                tx.execute(before);
                tx.execute(DELETE);
            });
        } catch (DatabaseException e) {
            transcript.refused(DELETE + ", by " + who, sqlState, e.sqlState().orElse("no SQLSTATE"));
            return;
        }
        throw new Deviation("the database must refuse: " + DELETE + ", by " + who);
    }

    private static void disable(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        YearMonth present = YearMonth.from(host.application().clock().instant().atOffset(ZoneOffset.UTC));
        String month =
                "holdfast." + MonthPartition.of(Namespace.defaults(), present).table();
        keeping.jobs().run(tx -> tx.execute("ALTER TABLE " + month + " DISABLE TRIGGER USER"));
        List<HardeningFinding> found = open(host);
        transcript.expect(
                "protection open after somebody disabled the triggers of a month",
                Set.of(Kind.TRIGGER_OFF),
                kinds(found));
        transcript.found("named: %s", found.get(0).what());
        keeping.jobs().run(tx -> found.forEach(finding -> tx.execute(finding.nextStep())));
        transcript.expect("protection open after the next steps it names", List.of(), open(host));
    }
}
