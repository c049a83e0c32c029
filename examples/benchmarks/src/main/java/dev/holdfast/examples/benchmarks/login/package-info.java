/** Whether what a login takes tells an outsider about the account. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.benchmarks.login;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
