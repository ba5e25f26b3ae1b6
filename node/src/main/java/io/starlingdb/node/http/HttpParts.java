package io.starlingdb.node.http;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admin.ClusterAdmin;
import io.starlingdb.node.admin.NodeAdmin;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.coordinator.DataAccess;
import io.starlingdb.node.coordinator.SchemaAccess;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.metrics.Exposition;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.tracing.Tracer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the HTTP edge serves; all of it is called on the loop.
 *
 * @param contextSecret the cluster's secret, under which causal contexts are sealed
 * @param authenticator says who may come in
 * @param audit hears of operations on the cluster
 * @param limit how many requests for data may be under way on this node
 * @param tracer follows requests whose clients ask for it
 * @param time for expiry and idempotency keys
 * @param random for request ids
 */
public record HttpParts(
        DataAccess data,
        SchemaAccess schema,
        CqlEngine cql,
        ClusterAdmin cluster,
        NodeAdmin node,
        Exposition metrics,
        Supplier<byte[]> contextSecret,
        Authenticator authenticator,
        OperationAudit audit,
        LoadLimit limit,
        Tracer tracer,
        TimeSource time,
        RandomGenerator random) {}
