/** Where migration scripts come from: folders, the class path, memory. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.script;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
