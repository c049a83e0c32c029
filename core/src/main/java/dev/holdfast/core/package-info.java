/** What every module stands on: the root exception, and the schema a module owns. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
