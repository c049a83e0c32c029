package dev.holdfast.examples.zekka.contract;

import dev.holdfast.examples.zekka.app.RetentionRule;
import dev.holdfast.migration.lint.rule.LintCase;
import dev.holdfast.migration.lint.rule.LintCase.Kind;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.lint.rule.LintRuleContract;
import java.util.List;

class RetentionRuleContractTest extends LintRuleContract {
    @Override
    protected List<LintRule> rules() {
        return List.of(new RetentionRule());
    }

    @Override
    protected List<LintCase> cases() {
        return List.of(
                of(Kind.FIRES, "made", "CREATE TABLE audit_logs (id bigint, retention_days integer DEFAULT 90);"),
                of(Kind.FIRES, "added", "ALTER TABLE audit_logs ADD COLUMN retention_days integer DEFAULT 364;"),
                of(Kind.SILENT, "a year", "CREATE TABLE audit_logs (id bigint, retention_days integer DEFAULT 365);"),
                of(Kind.SILENT, "no default", "CREATE TABLE audit_logs (id bigint, retention_days integer);"),
                of(
                        Kind.SILENT,
                        "computed",
                        "ALTER TABLE audit_logs ADD COLUMN retention_days integer DEFAULT 30 * 13;"),
                of(
                        Kind.DISGUISED,
                        "another column",
                        "CREATE TABLE audit_logs (id bigint, page_size integer DEFAULT 90);"));
    }

    private static LintCase of(Kind kind, String note, String sql) {
        return new LintCase(RetentionRule.ID, kind, note, sql);
    }
}
