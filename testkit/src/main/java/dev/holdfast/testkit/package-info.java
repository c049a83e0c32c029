/**
 * Tools for tests that need the real thing: a PostgreSQL server started from a Maven artifact, databases cloned from
 * templates, races on real connections, processes killed at named points, and a clock that only moves when told to.
 *
 * <p>Nothing here depends on another Holdfast module, so a host's own tests may use it as well.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
