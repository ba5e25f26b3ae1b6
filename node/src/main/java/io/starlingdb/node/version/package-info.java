/**
 * What a row knows about who has seen which write.
 *
 * <p>{@link io.starlingdb.node.version.Dot} names one write. {@link io.starlingdb.node.version.Interval} is a run of one
 * actor's writes, {@link io.starlingdb.node.version.VersionVector} a set of them for all actors, and
 * {@link io.starlingdb.node.version.Causality} the result of comparing two such sets.
 * {@link io.starlingdb.node.version.CausalContext} is the vector that a client gets from a read and hands back,
 * {@code ContextSeal} makes its opaque, authenticated text.
 */
@NullMarked
package io.starlingdb.node.version;

import org.jspecify.annotations.NullMarked;
