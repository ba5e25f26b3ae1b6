/**
 * Requests whose clients want to see what is done for them. {@link io.starlingdb.node.tracing.Tracer} begins a {@link
 * io.starlingdb.node.tracing.Trace}; its log goes with the request through the coordinator and, with its messages, through the replicas; at
 * its end it becomes a row of {@code system_traces.sessions} with its events, on every node. {@link io.starlingdb.node.tracing.TraceParent} is
 * how other programs say that their traces go on here (W3C Trace Context).
 */
@NullMarked
package io.starlingdb.node.tracing;

import org.jspecify.annotations.NullMarked;
