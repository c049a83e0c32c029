/**
 * Recording: how an event reaches the log, and what has been promised when it is acknowledged.
 *
 * <table>
 * <caption>The modes</caption>
 * <tr><th>mode</th><th>wired as</th><th>host killed</th><th>database crashes</th><th>act rolled back</th></tr>
 * <tr><td>transactional</td><td>{@link dev.holdfast.audit.AuditLog}</td>
 *     <td>kept if the act was committed</td><td>kept</td><td>event gone too</td></tr>
 * <tr><td>independent</td>
 *     <td>{@link dev.holdfast.core.event.AuditSink#independent AuditSink.independent}</td>
 *     <td>kept once {@code append} returned</td><td>kept</td><td>event kept</td></tr>
 * <tr><td>durable async</td><td>{@link dev.holdfast.audit.record.async.AsyncRecorder}</td>
 *     <td>acknowledged kept, others lost</td><td>acknowledged kept</td><td>not applicable</td></tr>
 * <tr><td>spooled async</td><td>{@link dev.holdfast.audit.record.spool.SpooledRecorder}</td>
 *     <td>acknowledged kept</td><td>kept, and recorded meanwhile</td><td>not applicable</td></tr>
 * </table>
 *
 * <p>{@link dev.holdfast.audit.record.Recorder#sink Recorder.sink} makes a sink of the last two, whose {@code append}
 * returns when the event is durable.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
