package dev.holdfast.audit.harden;

import dev.holdfast.audit.harden.Catalog.Expected;
import dev.holdfast.audit.partition.MonthPartition;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Says what is open in the log's protection: the host calls {@link #run} at start and hourly, and brings what it finds to
 * a person.
 *
 * <p><em>Transaction.</em> Joins, and only reads catalogs; a few statements, whatever the log's size.
 *
 * <p><em>Concurrency.</em> Any number of nodes may check at once. Thread-safe.
 *
 * <p><em>Security note.</em> It sees how the database is set now, not what was done and undone since the last check, and
 * whoever can replace catalogs or the host can make it say anything. What was done to the events themselves is for {@code
 * SealVerifier} to find. A session's own settings are not visible from another one.
 */
public final class HardeningCheck {
    private final Catalog catalog;
    private final Namespace namespace;
    private final HardeningPolicy policy;
    private final Clock clock;

    /**
     * Makes a check.
     *
     * @param namespace where the log's tables are
     * @param roles who owns the log, and who runs its parts
     * @param policy what is expected beyond
     * @param clock the host's clock: tells which months must be there
     */
    public HardeningCheck(Namespace namespace, AuditRoles roles, HardeningPolicy policy, Clock clock) {
        this.catalog = new Catalog(namespace, roles);
        this.namespace = namespace;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Looks at everything.
     *
     * <p>No superuser is needed. What the caller's role may not look at is a finding as well.
     *
     * @param tx the transaction to read in
     * @return what is open, the worst first; empty when nothing is
     */
    public List<HardeningFinding> run(DSLContext tx) {
        List<Probe> probes = new ArrayList<>(ClosingProbes.all());
        probes.addAll(RoleProbes.all());
        probes.addAll(TableProbes.all());
        Expected expected = new Expected(months(), policy.eventTriggers());
        List<HardeningFinding> found = new ArrayList<>(
                HostTransaction.onConnection(tx, connection -> catalog.findings(connection, probes, expected)));
        found.sort(Comparator.comparing(
                        (HardeningFinding finding) -> finding.kind().severity())
                .reversed());
        return List.copyOf(found);
    }

    private List<String> months() {
        YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        List<String> names = new ArrayList<>();
        for (int ahead = 0; ahead <= policy.monthsAhead(); ahead++) {
            names.add(MonthPartition.of(namespace, now.plusMonths(ahead)).table());
        }
        return names;
    }
}
