/** What a run did, as a record: its JSON, the collector that makes it, and the ledger that chains it to the one before. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.record;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
