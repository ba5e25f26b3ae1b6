/**
 * The node's metrics, in a Dropwizard registry, and how Prometheus reads them.
 *
 * <p>{@link io.starlingdb.node.metrics.Meters} is the registry: names are Prometheus {@link io.starlingdb.node.metrics.Series}, distributions
 * are kept in an {@link io.starlingdb.node.metrics.HdrReservoir} and cut into {@link io.starlingdb.node.metrics.Buckets} only when read, as an
 * {@link io.starlingdb.node.metrics.HdrSnapshot}. What is measured comes from listeners that the parts offer
 * ({@link io.starlingdb.node.metrics.RequestMetrics}, {@link io.starlingdb.node.metrics.StorageMetrics},
 * {@link io.starlingdb.node.metrics.NetMetrics}, {@link io.starlingdb.node.metrics.ReplicaMetrics}) and from what can be asked at any time
 * ({@link io.starlingdb.node.metrics.ProcessMetrics}). {@link io.starlingdb.node.metrics.Exposition} writes it all as text.
 */
@NullMarked
package io.starlingdb.node.metrics;

import org.jspecify.annotations.NullMarked;
