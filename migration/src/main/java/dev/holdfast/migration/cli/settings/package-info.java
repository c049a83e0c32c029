/** Settings from options, the environment and a file, in this order; and the password, which is in none of them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.settings;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
