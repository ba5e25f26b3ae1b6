package io.starlingdb.node.nativeprotocol;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.security.Authenticator;
import io.starlingdb.node.tracing.Tracer;
import java.util.function.BooleanSupplier;

/**
 * What the native protocol's server stands on; all of it is called on the loop.
 *
 * @param takesClients whether requests are served now; asked for each
 * @param limit how many requests may be under way on this node
 * @param tracer follows requests whose clients ask for it
 */
public record NativeParts(
        CqlEngine cql,
        BooleanSupplier takesClients,
        LoadLimit limit,
        Authenticator authenticator,
        NativeTraffic traffic,
        Tracer tracer,
        TimeSource time) {}
