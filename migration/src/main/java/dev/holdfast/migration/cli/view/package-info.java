/** The values of migrations as facts for machines and tables for people. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.view;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
