package dev.holdfast.migration.proof;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A migration and its undo: what a proof is about. Two texts that differ in one character are another pair.
 *
 * @param up the migration
 * @param down its undo; none when nobody wrote one
 */
public record UndoPair(ScriptFile up, Optional<ScriptFile> down) {
    /**
     * The migration's text by its hash.
     *
     * @return SHA-256 in 64 hexadecimal digits
     */
    public String upSha256() {
        return sha256(up.text());
    }

    /**
     * The undo's text by its hash.
     *
     * @return SHA-256 in 64 hexadecimal digits; that of no text when there is none
     */
    public String downSha256() {
        return sha256(down.map(ScriptFile::text).orElse(""));
    }

    /**
     * Whether the undo says nothing: there is none, or comments are all it holds.
     *
     * @return true when there is nothing to run
     */
    public boolean isEmpty() {
        return down.map(ScriptFile::text)
                .map(SqlScript::parse)
                .filter(script -> !script.statements().isEmpty())
                .isEmpty();
    }

    /**
     * Why the pair cannot be tried in one transaction and taken back: a script that commits would leave what it did.
     *
     * @return the reason, with the script and the statement's line; empty when it can be
     */
    public Optional<String> needsScratch() {
        return RunMode.of(up).needsScratch().or(() -> down.map(RunMode::of).flatMap(RunMode::needsScratch));
    }

    /**
     * Why the undo alone cannot be tried in one transaction and taken back, once the migration stands.
     *
     * @return the reason, with the script and the statement's line; empty when it can be
     */
    public Optional<String> undoNeedsScratch() {
        return down.map(RunMode::of).flatMap(RunMode::needsScratch);
    }

    /**
     * What of the pair no rollback takes back, because it reaches files, programs, other servers or the server itself. It
     * is tried nowhere but on a server that is there for proofs alone.
     *
     * @return what it reaches, with the script and the statement's line; empty when a rollback takes all of it back
     */
    public Optional<String> beyondRollback() {
        return RunMode.of(up).beyondRollback().or(this::undoBeyondRollback);
    }

    /**
     * What of the undo alone no rollback takes back.
     *
     * @return as {@link #beyondRollback}
     */
    public Optional<String> undoBeyondRollback() {
        return down.map(RunMode::of).flatMap(RunMode::beyondRollback);
    }

    /**
     * What of the pair reaches beyond its database, so that trying it on a scratch database would change the cluster for
     * real.
     *
     * @return what it reaches, with the script and the statement's line; empty when all of it stays in its database
     */
    public Optional<String> beyondDatabase() {
        return RunMode.of(up).beyondDatabase().or(() -> down.map(RunMode::of).flatMap(RunMode::beyondDatabase));
    }

    @Override
    public String toString() {
        return "UndoPair[" + up.fileName() + ", "
                + down.map(ScriptFile::fileName).orElse("no undo") + "]";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
