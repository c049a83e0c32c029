/** A package that keeps every rule. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.architecture.sample.good;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
