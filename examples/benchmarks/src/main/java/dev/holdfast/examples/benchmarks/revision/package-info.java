/** An entity changed with a record of the change, beside the libraries that keep histories of entities. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.revision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
