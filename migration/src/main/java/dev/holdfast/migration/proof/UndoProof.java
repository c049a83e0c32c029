package dev.holdfast.migration.proof;

import dev.holdfast.core.Require;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a pair of scripts was shown to do, once, on a server.
 *
 * @param scripts the pair, by the hashes of its texts
 * @param verdict what was shown
 * @param at when, to the microsecond
 * @param serverVersion of the server, such as {@code 15.19}
 * @param rows how many rows there were in all tables before; a proof over none says nothing about rows
 */
public record UndoProof(Scripts scripts, UndoVerdict verdict, Instant at, String serverVersion, long rows) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** Cuts the time to what the database keeps. */
    public UndoProof {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Two scripts by name and hash. The hashes are what counts: a file may be renamed.
     *
     * @param up the migration's file
     * @param upSha256 of its text
     * @param down the undo's file; empty when there is none
     * @param downSha256 of its text
     */
    public record Scripts(String up, String upSha256, String down, String downSha256) {
        /**
         * Checks the hashes.
         *
         * @throws IllegalArgumentException when one is not 64 lower-case hexadecimal digits
         */
        public Scripts {
            Require.matching("upSha256", upSha256, SHA_256, "must be 64 lower-case hexadecimal digits");
            Require.matching("downSha256", downSha256, SHA_256, "must be 64 lower-case hexadecimal digits");
        }

        static Scripts of(UndoPair pair) {
            return new Scripts(
                    pair.up().fileName(),
                    pair.upSha256(),
                    pair.down().map(file -> file.fileName()).orElse(""),
                    pair.downSha256());
        }
    }
}
