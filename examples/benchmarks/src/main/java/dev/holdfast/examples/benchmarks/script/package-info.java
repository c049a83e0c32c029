/** Reading migrations: statements told apart, told what they are, and linted. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.script;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
