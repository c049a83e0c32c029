/** A real PostgreSQL server from a Maven artifact, and databases cloned from a template. */
@NullMarked
@CheckReturnValue
package dev.holdfast.testkit.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
