/** What lets the machine in front turn clients away: a line fail2ban reads, its files, and nginx's limit. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.ban;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
