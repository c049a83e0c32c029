package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.snapshot.SchemaDiff;
import java.util.List;

/**
 * What a second connection found after a rehearsal on the live database.
 *
 * @param transaction what the server says of the rehearsal's transaction: {@code aborted} when it was rolled back
 * @param difference of the catalog before and after; empty when nothing stayed
 * @param sequences sequences that were drawn from: what was drawn is gone, since no rollback gives it back
 */
public record Aftermath(String transaction, SchemaDiff difference, List<String> sequences) {
    /** Copies the list. */
    public Aftermath {
        sequences = List.copyOf(sequences);
    }

    /**
     * Whether nothing stayed but drawn values of sequences.
     *
     * @return true when the transaction is aborted and the catalog is what it was
     */
    public boolean nothingStayed() {
        return transaction.equals("aborted") && difference.isEmpty();
    }
}
