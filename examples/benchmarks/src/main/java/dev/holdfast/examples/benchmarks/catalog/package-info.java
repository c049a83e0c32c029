/** What a schema is, read from the server, and two of them compared. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
