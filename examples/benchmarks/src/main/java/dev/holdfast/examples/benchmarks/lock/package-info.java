/** The optimistic lock beside plain JDBC, jOOQ's own and Hibernate's. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.lock;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
