package dev.holdfast.migration.record;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record in its place in a ledger: its number, the hash of the one before, and its own.
 *
 * <p>The hash is the SHA-256 over the UTF-8 bytes of the document without its last member; it covers the number, the hash
 * before and the whole record.
 *
 * @param sequence its number in the ledger, from 1
 * @param previous the hash of the record before, 64 hexadecimal digits; zeros for the first
 * @param record the record
 * @param hash its own hash, 64 hexadecimal digits
 */
public record Kept(long sequence, String previous, RunRecord record, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String HASH_MEMBER = ",\"sha256\":\"";
    private static final int TAIL = HASH_MEMBER.length() + 64 + "\"}".length();

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the number is below 1 or a hash is not 64 hexadecimal digits
     */
    public Kept {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence must be at least 1, got " + sequence);
        }
        Require.matching("previous", previous, HASH, "must be 64 hexadecimal digits");
        Require.matching("hash", hash, HASH, "must be 64 hexadecimal digits");
    }

    /**
     * The text that a ledger keeps for a record.
     *
     * @param head the ledger's last record so far
     * @param run the record to come after it
     * @return one line of JSON: {@code {"sequence":…,"previous":…,"run":{…},"sha256":…}}
     */
    public static String document(ChainHead head, RunRecord run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sequence", head.sequence() + 1);
        json.put("previous", head.hash());
        json.put("run", RunJson.run(run));
        String body = Json.write(json);
        return body.substring(0, body.length() - 1) + HASH_MEMBER + sha256(body) + "\"}";
    }

    /**
     * The record of a kept text.
     *
     * @param document what {@link #document} gave; white space after it is passed over
     * @return the record with its number and hashes
     * @throws IllegalArgumentException when the text is not such a document, or its bytes do not have the hash it names
     */
    public static Kept read(String document) {
        String text = document.stripTrailing();
        JsonFields json = JsonFields.of("document", Json.read(text));
        String hash = json.text("sha256");
        Kept kept = new Kept(json.number("sequence"), json.text("previous"), RunJson.run(json.object("run")), hash);
        json.end();
        int end = text.length() - TAIL;
        if (end < 1
                || !text.endsWith(HASH_MEMBER + hash + "\"}")
                || !sha256(text.substring(0, end) + "}").equals(hash)) {
            throw new IllegalArgumentException("document does not have the hash that it names: it was changed");
        }
        return kept;
    }

    /**
     * This record as the end of a chain.
     *
     * @return its number and hash
     */
    public ChainHead head() {
        return new ChainHead(sequence, hash);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
