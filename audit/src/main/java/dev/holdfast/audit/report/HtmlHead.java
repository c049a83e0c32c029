package dev.holdfast.audit.report;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.audit.report.Verdicts.Fact;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.html.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document's head with its policy and style, and the page's header: title, verdict, what the report is about. */
final class HtmlHead {
    private final Markup html;
    private final ReportRequest request;
    private final Verdicts verdict;

    HtmlHead(Markup html, ReportRequest request, Verdicts verdict) {
        this.html = html;
        this.request = request;
        this.verdict = verdict;
    }

    /** Leaves the body open. */
    void write(Instant madeAt) {
        head();
        header(madeAt);
    }

    private void head() {
        String css = css();
        html.open("head").empty("meta", "charset", "utf-8");
        // What an event smuggled into the page would need is forbidden, should it ever get past the escaping.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src '" + hash(css) + "'; base-uri 'none'; form-action 'none'");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", request.title()).line().style(css).close().line();
    }

    private void header(Instant madeAt) {
        html.open("body").open("header", "class", verdict.tone()).open("div", "class", "wide");
        html.element("p", "Holdfast · audit report", "class", "kicker");
        html.element("h1", request.title());
        html.element("p", sign(verdict.tone()) + " " + verdict.sentence(), "class", "verdict " + verdict.tone());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("From", Shown.instant(request.from())));
        facts.add(new Fact("Until", Shown.instant(request.until())));
        facts.add(new Fact("Made", Shown.instant(madeAt)));
        addFilter(facts, request.filter());
        new HtmlTables(html).facts("facts", facts);
        html.close().close().line();
    }

    private static void addFilter(List<Fact> facts, AuditFilter filter) {
        TargetKey target = filter.target();
        add(facts, "Tenant", filter.tenantId());
        add(facts, "Actor", filter.actorId());
        add(facts, "Target", target == null ? null : target.type() + " " + target.id());
        add(facts, "Action", filter.action() == null ? null : filter.action().words());
        add(facts, "Outcome", filter.outcome() == null ? null : constant(filter.outcome()));
        if (filter.leastSeverity() != Severity.INFO) {
            add(facts, "Severity", "at least " + constant(filter.leastSeverity()));
        }
        CorrelationId request = filter.correlationId();
        add(facts, "Request", request == null ? null : request.value());
    }

    private static String constant(Enum<?> value) {
        return Shown.constant(value.name());
    }

    private static void add(List<Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }

    private static String sign(String tone) {
        return switch (tone) {
            case "bad" -> "✗";
            case "warn" -> "!";
            default -> "✓";
        };
    }

    private static String hash(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM must offer SHA-256", e);
        }
    }

    private static String css() {
        try (InputStream in = HtmlHead.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css must be beside " + HtmlHead.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}
