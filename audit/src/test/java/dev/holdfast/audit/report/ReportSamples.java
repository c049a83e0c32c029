package dev.holdfast.audit.report;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.seal.verify.SealFinding;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Risk;
import dev.holdfast.core.event.RiskLevel;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Logs to make reports of: a day of a lending desk, and texts that would like to be markup. */
final class ReportSamples {
    final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    final Instant from = now.minus(18, ChronoUnit.HOURS);
    private final AuditFixture audit;

    ReportSamples(AuditFixture audit) {
        this.audit = audit;
    }

    ReportRequest request(String title) {
        return ReportRequest.of(title, AuditFilter.any().withPeriod(from, now));
    }

    String html(ReportRequest request) {
        AuditReport report = new AuditReport(Namespace.defaults(), Clock.fixed(now, ZoneOffset.UTC));
        return audit.runner().call(tx -> report.html(tx, request));
    }

    /** Each hour some lendings; attacks on a login in the sixth; a role refused; a key compromised. */
    void day() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int hour = 0; hour < 18; hour++) {
            for (int i = 0; i < 5 + hour * 7 % 11; i++) {
                events.add(at(hour, i, "lending.update", i % 3 == 0 ? "ann" : "ben")
                        .category(Category.DATA)
                        .target(new Target("lending", Integer.toString(i), "Boat " + i))
                        .build());
            }
        }
        for (int i = 0; i < 34; i++) {
            events.add(at(6, 100 + i, "authn.login_fail", "mallory@mail.example")
                    .category(Category.AUTHENTICATION)
                    .context(RequestContext.of(Actor.user("mallory@mail.example"))
                            .withClient("203.0.113.7", "curl/8"))
                    .failed("wrong_password")
                    .build());
        }
        for (int i = 0; i < 4; i++) {
            events.add(at(11, 200 + i, "role.grant", "ben")
                    .category(Category.AUTHORIZATION)
                    .target(new Target("account", "a-" + i, "Carol Ng"))
                    .target(Target.of("role", "administrator"))
                    .denied("step_up_required")
                    .build());
        }
        events.add(at(14, 300, "key.compromised", "clean-up")
                .actor(Actor.system("clean-up"))
                .category(Category.CONFIGURATION)
                .severity(Severity.CRITICAL)
                .risk(new Risk(RiskLevel.HIGH, 90, true))
                .build());
        audit.append(events.toArray(SecurityEvent[]::new));
    }

    /** One event, every text of which would like to be something else. */
    void hostile() {
        String text = "</script></title><img src=https://evil.example/x.png onerror=alert(1)> \u202Egpj.exe \uD800 ]]>";
        audit.append(SecurityEvent.builder(AuditFixture.idAt(from), from, Action.of("authn.login"))
                .context(RequestContext.of(Actor.user(text).withName(text)).withClient("192.0.2.1", text))
                .target(new Target("<b>", text, text))
                .outcome(dev.holdfast.core.event.Outcome.DENIED, "<style>@import url(//evil.example)</style>")
                .severity(Severity.CRITICAL)
                .with("n", new java.math.BigDecimal("1e400"))
                .build());
    }

    SealVerdict broken() {
        return new SealVerdict.Broken(
                List.of(
                        new SealFinding(SealFinding.Kind.CHANGED, AuditFixture.idAt(from), 41, 42),
                        new SealFinding(SealFinding.Kind.REWRITTEN, null, 1_000, 2_000),
                        new SealFinding(SealFinding.Kind.TAIL_CUT, null, 9_000, 9_900)),
                true);
    }

    private SecurityEvent.Builder at(int hour, int minute, String action, String actor) {
        Instant time = from.plus(Duration.ofHours(hour)).plus(Duration.ofSeconds(minute * 7L));
        return SecurityEvent.builder(AuditFixture.idAt(time), time, Action.of(action))
                .actor(Actor.user(actor));
    }
}
